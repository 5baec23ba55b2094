package io.metastep.streams;

import io.metastep.streams.core.CoreSettings;
import io.metastep.streams.core.GradientLog;
import io.metastep.streams.core.Instance;
import io.metastep.streams.status.Reporting;
import java.util.function.IntFunction;

/**
 * What all tasks of one instance share.
 *
 * @param gradients name of the gradients topic
 * @param partitions its partitions
 * @param logs opens the log of a partition
 */
record Environment(
        CoreSettings core,
        String gradients,
        int partitions,
        IntFunction<GradientLog> logs,
        Instance instance,
        Drain drain,
        RecoveryEvents recovery,
        Reporting reporting) {
    GradientLog log(int partition) {
        return logs.apply(partition);
    }
}
