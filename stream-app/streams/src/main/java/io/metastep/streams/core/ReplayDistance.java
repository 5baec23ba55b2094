package io.metastep.streams.core;

import io.metastep.streams.core.Counters.Event;
import org.jspecify.annotations.Nullable;

/** Keeps what recovery would have to read again short: whoever holds the floor back too long is snapshotted where it stands. */
final class ReplayDistance {
    /** How many blocks one record may cause to be snapshotted. */
    private static final int PER_RECORD = 2;

    private static final int PER_ROUND = 64;

    private final BlockStorage storage;
    private final DirtyBlocks dirty;
    private final SnapshotKeeper keeper;
    private final Cursor cursor;

    ReplayDistance(BlockStorage storage, DirtyBlocks dirty, SnapshotKeeper keeper, Cursor cursor) {
        this.storage = storage;
        this.dirty = dirty;
        this.keeper = keeper;
        this.cursor = cursor;
    }

    /** After every record. */
    // Hot path: per record.
    void advance() {
        shorten(PER_RECORD, cursor.streamTime);
        writePosition();
    }

    /** Every second or so, since time passes without records too. */
    void keepUp(long nowMillis) {
        if (overdue(nowMillis) != null) {
            shorten(PER_ROUND, nowMillis);
            writePosition();
        }
    }

    /** Nothing is left to read again. */
    void drain() {
        for (LiveBlock block = dirty.oldest(); block != null; block = dirty.oldest()) {
            makeDurable(block);
        }
        writePosition();
    }

    /** The block may leave memory. */
    void makeDurable(LiveBlock block) {
        if (block.dirty) {
            snapshot(block);
        }
        keeper.writeHeader(block);
    }

    private void shorten(int limit, long now) {
        LiveBlock overdue = overdue(now);
        for (int i = 0; i < limit && overdue != null; i++) {
            snapshot(overdue);
            overdue = overdue(now);
        }
    }

    private @Nullable LiveBlock overdue(long now) {
        return dirty.overdue(cursor.next, cursor.bytes, now);
    }

    private void snapshot(LiveBlock block) {
        keeper.snapshot(block, cursor.next - 1, Event.FORCED_SNAPSHOTS);
    }

    private void writePosition() {
        storage.putPosition(cursor.position(dirty.floor(cursor.next)));
    }
}
