package io.metastep.cli.bench.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.metastep.streams.RecoveryEvent.Kind;

/**
 * The time from the end of an application until the first new update can be read, in consecutive parts; seconds.
 *
 * @param total from the kill, or the new start after a shutdown, to the first update
 * @param start until Kafka Streams is started: a new JVM, checks, kernel warm-up
 * @param session until the instance has partitions and begins to fill a store, or to replay: the group waits until the one that is
 *     gone has not been heard of for the session timeout
 * @param transaction until the first records of a changelog are there: a transaction that was left open holds them back until it is
 *     aborted
 * @param restore until the last store is filled from its changelog
 * @param replay from there until all partitions are rebuilt
 * @param first until the first update can be read: poll, step, commit
 * @param restoredRecords records of changelogs
 * @param replayedRecords gradients that were stepped again
 * @param replaySeconds all of the time in which partitions were rebuilt, also while stores were still being filled
 */
@JsonPropertyOrder({
    "name",
    "total",
    "start",
    "session",
    "transaction",
    "restore",
    "replay",
    "first",
    "restoredRecords",
    "replayedRecords",
    "replaySeconds"
})
record Restart(
        String name,
        double total,
        double start,
        double session,
        double transaction,
        double restore,
        double replay,
        double first,
        long restoredRecords,
        long replayedRecords,
        double replaySeconds) {

    /**
     * Cuts the time into parts.
     *
     * @param from milliseconds of the clock at the kill or the new start
     * @param firstUpdate milliseconds of the clock when the first update was read
     */
    static Restart of(String name, long from, RecoveryMarks marks, long firstUpdate) {
        long started = Math.max(from, marks.started());
        long replayStarted = marks.first(Kind.REPLAY_STARTED, from, firstUpdate);
        long assigned = Math.max(started, marks.first(Kind.RESTORE_STARTED, from, replayStarted));
        long restoring = Math.max(assigned, marks.first(Kind.RESTORE_READ, from, assigned));
        long restored = Math.max(restoring, marks.last(Kind.RESTORE_ENDED, from, restoring));
        long replayed = Math.max(restored, marks.last(Kind.REPLAY_ENDED, from, restored));
        long replaying = Math.min(replayStarted, replayed);
        Parts parts = new Parts(from, firstUpdate);
        return new Restart(
                name,
                seconds(from, firstUpdate),
                parts.until(started),
                parts.until(assigned),
                parts.until(restoring),
                parts.until(restored),
                parts.until(replayed),
                parts.until(firstUpdate),
                marks.records(Kind.RESTORE_ENDED, from),
                marks.records(Kind.REPLAY_ENDED, from),
                seconds(replaying, replayed));
    }

    /** Cuts one part after the other off what is left until the first update, after which other partitions may still come back. */
    private static final class Parts {
        private final long firstUpdate;
        private long reached;

        Parts(long from, long firstUpdate) {
            this.reached = from;
            this.firstUpdate = firstUpdate;
        }

        double until(long mark) {
            long before = reached;
            reached = Math.min(mark, firstUpdate);
            return seconds(before, reached);
        }
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e3;
    }
}
