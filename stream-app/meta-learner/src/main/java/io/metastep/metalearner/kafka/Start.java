package io.metastep.metalearner.kafka;

import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.schemas.OptimizerRef;

/** Where a learner begins whose family has no state yet; one that has a state goes on from there. */
public sealed interface Start {
    /**
     * At a published version. One of another family is copied: it becomes version 1 of the learner's.
     *
     * @param ref a version or a channel
     */
    record Published(OptimizerRef ref) implements Start {}

    /**
     * At random meta-parameters, which become version 1 of the family and what {@code stable} and {@code latest} name.
     *
     * @param spec what is learned
     */
    record Cold(OptimizerSpec spec) implements Start {}

    /**
     * At a copy of an optimizer that is at hand, whatever family it is of: it becomes version 1 of the learner's family and what
     * {@code stable} and {@code latest} name.
     *
     * @param original what is copied
     */
    record Given(OptimizerFile original) implements Start {}
}
