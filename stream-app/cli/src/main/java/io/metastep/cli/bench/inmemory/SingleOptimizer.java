package io.metastep.cli.bench.inmemory;

import io.metastep.optimizer.Optimizer;
import io.metastep.streams.core.OptimizerCatalogue;
import org.jspecify.annotations.Nullable;

/** A catalogue in which every name means the same optimizer. */
public final class SingleOptimizer implements OptimizerCatalogue {
    private static final String VERSION = "under-test@1";

    private final Optimizer optimizer;

    public SingleOptimizer(Optimizer optimizer) {
        this.optimizer = optimizer;
    }

    @Override
    public @Nullable String resolve(String reference) {
        return VERSION;
    }

    @Override
    public @Nullable Optimizer optimizer(String version) {
        return optimizer;
    }
}
