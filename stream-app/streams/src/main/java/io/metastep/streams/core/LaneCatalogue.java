package io.metastep.streams.core;

import io.metastep.optimizer.Optimizer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The optimizers of another catalogue with scratch memory of their own, for a thread of their own. Thread-safe lookup. */
final class LaneCatalogue implements OptimizerCatalogue {
    private final OptimizerCatalogue shared;
    private final Map<String, Optimizer> forks = new HashMap<>();

    /** All catalogues of one shared one look it up in turn. */
    LaneCatalogue(OptimizerCatalogue shared) {
        this.shared = shared;
    }

    @Override
    public @Nullable String resolve(String reference) {
        throw new IllegalStateException("Replay consults pins only, not " + reference);
    }

    @Override
    public synchronized @Nullable Optimizer optimizer(String version) {
        Optimizer known = forks.get(version);
        if (known == null) {
            known = fork(version);
            if (known != null) {
                forks.put(version, known);
            }
        }
        return known;
    }

    private @Nullable Optimizer fork(String version) {
        synchronized (shared) {
            Optimizer optimizer = shared.optimizer(version);
            return optimizer == null ? null : optimizer.fork();
        }
    }
}
