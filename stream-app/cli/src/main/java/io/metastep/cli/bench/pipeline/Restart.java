package io.metastep.cli.bench.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.metastep.streams.RecoveryEvent.Kind;

/**
 * The time from the end of an application until the first new update can be read, in parts; seconds. The thread that fills stores also
 * steps partitions again, one after the other, as soon as the stores of each are filled, so these two parts take turns.
 *
 * @param total from the kill, or the new start after a shutdown, to the first update
 * @param start until Kafka Streams is started: a new JVM, checks, kernel warm-up
 * @param session until the instance has partitions and begins to fill a store, or to replay: the group waits until the one that is
 *     gone has not been heard of for the session timeout
 * @param transaction until the first records of a changelog are there: a transaction that was left open holds them back until it is
 *     aborted
 * @param restore in which stores are filled from their changelogs and nothing is stepped again
 * @param replay in which partitions are stepped again
 * @param first until the first update can be read: poll, step, commit
 * @param restoredRecords records of changelogs
 * @param restoreSeconds all of the time for them, also after the first update
 * @param replayedRecords gradients that were stepped again
 * @param replaySeconds all of the time for them, also after the first update
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
    "restoreSeconds",
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
        double restoreSeconds,
        long replayedRecords,
        double replaySeconds) {

    /**
     * Cuts the time into parts.
     *
     * @param from milliseconds of the clock at the kill or the new start
     * @param firstUpdate milliseconds of the clock when the first update was read
     */
    static Restart of(String name, long from, RecoveryMarks marks, long firstUpdate) {
        Spans replays = marks.replays(from);
        long started = Math.max(from, marks.started());
        long replayStarted = marks.first(Kind.REPLAY_STARTED, from, firstUpdate);
        long assigned = Math.max(started, marks.first(Kind.RESTORE_STARTED, from, replayStarted));
        long restoring = Math.max(assigned, marks.first(Kind.RESTORE_READ, from, assigned));
        long restored = Math.max(restoring, marks.last(Kind.RESTORE_ENDED, from, restoring));
        long back = Math.min(firstUpdate, Math.max(restored, marks.last(Kind.REPLAY_ENDED, from, restored)));
        long replaying = replays.covered(restoring, back);
        return new Restart(
                name,
                seconds(firstUpdate - from),
                seconds(started - from),
                seconds(assigned - started),
                seconds(restoring - assigned),
                seconds(back - restoring - replaying),
                seconds(replaying),
                seconds(firstUpdate - back),
                marks.records(Kind.RESTORE_ENDED, from),
                seconds(restored - restoring - replays.covered(restoring, restored)),
                marks.records(Kind.REPLAY_ENDED, from),
                seconds(replays.covered(from, Long.MAX_VALUE)));
    }

    private static double seconds(long millis) {
        return millis / 1e3;
    }
}
