package io.metastep.streams.core;

import io.metastep.optimizer.Optimizer;
import org.jspecify.annotations.Nullable;

/** The published optimizers. Confined to the thread of its partition, like the optimizers it hands out. */
public interface OptimizerCatalogue {
    /**
     * The version that a reference names now.
     *
     * @param reference family, family@version or family#channel
     * @return family@version, or null if nothing usable is published under that name
     */
    @Nullable
    String resolve(String reference);

    /**
     * The optimizer of a version.
     *
     * @param version family@version
     * @return null if nothing usable is published under that name
     */
    @Nullable
    Optimizer optimizer(String version);
}
