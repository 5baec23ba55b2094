package io.metastep.streams;

import io.metastep.streams.core.Instance;
import io.metastep.streams.status.Reporting;

/**
 * What all tasks of one instance share.
 *
 * @param gradients name of the gradients topic
 * @param rebuilds of partitions that are being restored
 */
record Environment(
        String gradients,
        PartitionFactory factory,
        Rebuilds rebuilds,
        Drain drain,
        RecoveryEvents recovery,
        Reporting reporting) {
    Environment(String gradients, PartitionFactory factory, Drain drain, RecoveryEvents recovery, Reporting reporting) {
        this(gradients, factory, new Rebuilds(factory, recovery), drain, recovery, reporting);
    }

    Instance instance() {
        return factory.instance();
    }

    /** How many the gradients topic has. */
    int partitions() {
        return factory.partitions();
    }
}
