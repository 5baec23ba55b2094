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
     * What jobs get that ask for a family's stable channel and belong to its canary share: the version on trial, or that of
     * stable if none is on trial against it. A catalogue without trials has nothing else than stable.
     *
     * @param reference family or family#stable
     * @return family@version, or null if nothing usable is published under that name
     */
    default @Nullable String resolveCanary(String reference) {
        return resolve(reference);
    }

    /**
     * The optimizer of a version.
     *
     * @param version family@version
     * @return null if nothing usable is published under that name
     */
    @Nullable
    Optimizer optimizer(String version);
}
