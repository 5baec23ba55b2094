package io.metastep.streams.core;

import io.metastep.optimizer.BlockState.Encoding;
import io.metastep.schemas.CanaryShare;
import java.time.Duration;

/**
 * The numbers behind the rules of a partition.
 *
 * @param unrollLength steps of an unroll; the optimizer version may change only between unrolls
 * @param unrollsPerSnapshot unrolls from one snapshot of a block to the next
 * @param idleTime after so long without a record a block's memory starts afresh
 * @param evictionIdleTime blocks that were used within this time are not evicted for new ones
 * @param replayRecords records that recovery may have to replay at most
 * @param replayBytes bytes that recovery may have to replay at most
 * @param replayTime how old the oldest record that recovery needs may be
 * @param rewindRecords records that are read at most to rewind a block to the step of a new attempt
 * @param guard when the fallback takes over
 * @param trajectories how much of what jobs live through is written down
 * @param canary the share of jobs that try new versions
 * @param snapshotEncoding of regular snapshots; at the same points live memory is rounded to it
 */
public record CoreSettings(
        int unrollLength,
        int unrollsPerSnapshot,
        Duration idleTime,
        Duration evictionIdleTime,
        long replayRecords,
        long replayBytes,
        Duration replayTime,
        long rewindRecords,
        GuardSettings guard,
        TrajectorySettings trajectories,
        CanaryShare canary,
        Encoding snapshotEncoding) {
    public static final CoreSettings DEFAULTS = new CoreSettings(
            20,
            5,
            Duration.ofHours(24),
            Duration.ofSeconds(60),
            200_000,
            1L << 30,
            Duration.ofMinutes(10),
            400_000,
            GuardSettings.DEFAULTS,
            TrajectorySettings.DEFAULTS,
            CanaryShare.DEFAULT,
            Encoding.FLOAT32);

    /** The same but for how regular snapshots are encoded. */
    public CoreSettings with(Encoding encoding) {
        return new CoreSettings(
                unrollLength,
                unrollsPerSnapshot,
                idleTime,
                evictionIdleTime,
                replayRecords,
                replayBytes,
                replayTime,
                rewindRecords,
                guard,
                trajectories,
                canary,
                encoding);
    }
}
