package io.metastep.streams.core;

import io.metastep.optimizer.BlockState.Encoding;
import io.metastep.streams.core.Counters.Event;

/** Writes headers and snapshots, and keeps the list of dirty blocks true. */
final class SnapshotKeeper {
    private final BlockStorage storage;
    private final DirtyBlocks dirty;
    private final Counters counters;
    private final Cursor cursor;
    private final long period;

    SnapshotKeeper(CoreSettings settings, BlockStorage storage, DirtyBlocks dirty, Counters counters, Cursor cursor) {
        this.cursor = cursor;
        this.storage = storage;
        this.dirty = dirty;
        this.counters = counters;
        this.period = (long) settings.unrollLength() * settings.unrollsPerSnapshot();
    }

    /**
     * Makes all of the block durable.
     *
     * @param covered offset of the last record whose effect is inside
     */
    void snapshot(LiveBlock block, long covered, Event kind) {
        byte[] bytes = SnapshotFormat.write(block, encoding(covered, kind));
        BlockHeader header = block.requireHeader();
        int slot = header.slotFor(block.lastStep, period);
        SlotMark mark = new SlotMark(
                header.newest().sequence() + 1,
                covered,
                block.attempt,
                block.lastStep,
                block.lastTimestamp,
                bytes.length);
        storage.putSnapshot(block.key, slot, header.slots().get(slot), bytes);
        block.setHeader(header.withSnapshot(slot, mark));
        writeHeader(block);
        dirty.remove(block);
        counters.add(kind, 1);
        counters.add(Event.SNAPSHOT_BYTES, bytes.length);
    }

    /**
     * Makes the end of a block durable, and forgets what it was before: nobody can go back to that any more.
     *
     * @param covered offset of the record that ended it
     */
    void end(LiveBlock block, long covered) {
        snapshot(block, covered, Event.FORCED_SNAPSHOTS);
        BlockHeader header = block.requireHeader();
        int former = 1 - header.newestSlot();
        storage.deleteSnapshot(block.key, former, header.slots().get(former));
        block.setHeader(header.withSnapshot(former, SlotMark.EMPTY));
        writeHeader(block);
    }

    /** Where a regular snapshot is, the memory is rounded already; elsewhere nothing may be lost. */
    private Encoding encoding(long covered, Event kind) {
        return kind == Event.SNAPSHOTS ? cursor.encodings.at(covered) : Encoding.FLOAT32;
    }

    /** Makes the header durable if it is not. */
    // Hot path: per record.
    void writeHeader(LiveBlock block) {
        if (block.headerChanged) {
            storage.putHeader(block.key, block.requireHeader());
            block.headerChanged = false;
        }
    }
}
