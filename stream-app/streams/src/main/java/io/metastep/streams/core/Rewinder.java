package io.metastep.streams.core;

import io.metastep.streams.core.Counters.Event;
import org.jspecify.annotations.Nullable;

/**
 * Takes blocks back to the step at which a new attempt of their job begins.
 *
 * <p>A block that has not reached that step just goes on. After a real rewind the block is snapshotted at once, so recovery
 * never has to rewind.
 */
final class Rewinder implements Past {
    private final Rebuilder rebuilder;
    private final PreparedBlocks prepared;
    private final SnapshotKeeper keeper;
    private final Counters counters;

    Rewinder(Rebuilder rebuilder, PreparedBlocks prepared, SnapshotKeeper keeper, Counters counters) {
        this.rebuilder = rebuilder;
        this.prepared = prepared;
        this.keeper = keeper;
        this.counters = counters;
    }

    @Override
    public void rewind(LiveBlock block, Arrival arrival) {
        if (!goesOn(block, arrival)) {
            rewindFar(block, arrival);
        }
    }

    /** Begins the attempt with the present memory if all of it lies before the arrival's step. */
    static boolean goesOn(LiveBlock block, Arrival arrival) {
        boolean knowsAll = !block.hasGap || arrival.step() == block.lastStep + 1;
        if (block.lastStep >= arrival.step() || !knowsAll) {
            return false;
        }
        beginAttempt(block, arrival);
        return true;
    }

    private static void beginAttempt(LiveBlock block, Arrival arrival) {
        block.beginAttempt(arrival.attempt(), arrival.timestamp());
        if (!block.requireHeader().knows(arrival.attempt())) {
            block.setHeader(block.requireHeader()
                    .withAttempt(new AttemptStart(arrival.attempt(), arrival.step(), arrival.offset())));
        }
    }

    private void rewindFar(LiveBlock block, Arrival arrival) {
        LiveBlock earlier = earlier(block, arrival);
        if (earlier != null && earlier.isOpen()) {
            block.become(earlier);
            beginAttempt(block, arrival);
            keeper.snapshot(block, arrival.offset() - 1, Event.FORCED_SNAPSHOTS);
            counters.add(Event.REWINDS, 1);
        } else {
            boolean hadPast = block.requireHeader().birthStep() < arrival.step();
            block.startAfresh(arrival, hadPast);
        }
    }

    private @Nullable LiveBlock earlier(LiveBlock block, Arrival arrival) {
        if (block.isRestart) {
            return null;
        }
        LiveBlock ready = prepared.claim(block, arrival);
        return ready == null ? rebuilder.rebuild(block, arrival) : ready;
    }
}
