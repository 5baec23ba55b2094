package io.metastep.streams.core;

import io.metastep.optimizer.BlockState.Encoding;
import io.metastep.schemas.BlockKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares the application's snapshots with blocks that were stepped through the same records, bit for bit. */
public final class KeptSnapshots {
    private final BlockStorage kept;
    private final OptimizerCatalogue catalogue;
    private final Map<BlockKey, List<Kept>> waiting = new HashMap<>();
    private final List<Place> different = new ArrayList<>();
    private long equal;

    /** A snapshot and where it lies. */
    private record Kept(int slot, SlotMark mark) {}

    /** Where a snapshot stands. */
    public record Place(BlockKey key, long attempt, long step) {}

    KeptSnapshots(BlockStorage kept, OptimizerCatalogue catalogue) {
        this.kept = kept;
        this.catalogue = catalogue;
    }

    /** Snapshots with the bits of the recomputed block. */
    public long equal() {
        return equal;
    }

    /** Snapshots with other bits. */
    public List<Place> different() {
        return List.copyOf(different);
    }

    /** The snapshot that the block begins with; it is left out, since it would be compared with itself. */
    byte[] begin(BlockKey key, int slot, SlotMark mark) {
        waiting.computeIfAbsent(key, this::slots).remove(new Kept(slot, mark));
        return canonical(key, kept.snapshot(key, slot, mark));
    }

    /** Compares those that were taken where the block stands, just before the record at the offset. */
    void compare(LiveBlock block, long offset) {
        waiting.computeIfAbsent(block.key, this::slots).removeIf(one -> isDone(block, one, offset));
    }

    private List<Kept> slots(BlockKey key) {
        BlockHeader header = kept.header(key);
        List<Kept> slots = new ArrayList<>();
        for (int slot = 0; header != null && slot < BlockHeader.SLOTS; slot++) {
            SlotMark mark = header.slots().get(slot);
            if (!mark.isEmpty()) {
                slots.add(new Kept(slot, mark));
            }
        }
        return slots;
    }

    /** A snapshot that was taken after a rewind, in the middle of a record, meets no block that stands there. */
    private boolean isDone(LiveBlock block, Kept one, long offset) {
        SlotMark mark = one.mark;
        if (mark.covered() >= offset) {
            return false;
        }
        if (mark.attempt() == block.attempt && mark.lastStep() == block.lastStep) {
            byte[] stored = canonical(block.key, kept.snapshot(block.key, one.slot, mark));
            if (Arrays.equals(stored, canonical(block.key, SnapshotFormat.write(block, Encoding.FLOAT32)))) {
                equal++;
            } else {
                different.add(new Place(block.key, mark.attempt(), mark.lastStep()));
            }
        }
        return true;
    }

    /** Without trajectory segments: an audit records none. */
    private byte[] canonical(BlockKey key, byte[] snapshot) {
        LiveBlock block = new LiveBlock(key);
        SnapshotFormat.read(snapshot, block, catalogue);
        block.recordings.clear();
        return SnapshotFormat.write(block, Encoding.FLOAT32);
    }
}
