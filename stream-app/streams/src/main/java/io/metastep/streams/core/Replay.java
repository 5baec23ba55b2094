package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.WireException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Steps logged records again, silently: no answers, no writes. Blocks load from their newest snapshots as they come.
 *
 * <p>Blocks know nothing of each other, so each belongs to one of some lanes, which step side by side; records of a block keep
 * their order. What depends on the order of blocks is done at the end, by one thread: the result is the same for any number of
 * lanes.
 */
final class Replay implements GradientLog.Visitor, AutoCloseable {
    private final BlockStorage storage;
    private final Cursor cursor;
    private final List<ReplayLane> lanes;
    private final Map<BlockKey, Optional<ReplayedBlock>> blocks = new HashMap<>();
    private int found;
    private long bytes;
    private long records;

    /**
     * A replay.
     *
     * @param lanes at least one; closed with this
     */
    Replay(BlockStorage storage, Cursor cursor, List<ReplayLane> lanes) {
        this.storage = storage;
        this.cursor = cursor;
        this.lanes = List.copyOf(lanes);
    }

    /** Records that no snapshot covers. */
    long records() {
        return records;
    }

    @Override
    public void visit(GradientRecord logged) {
        try {
            step(BlockKey.parse(logged.key()), logged);
        } catch (WireException rejectedThenToo) {
            // It had no effect on any block then and has none now.
        }
        bytes += logged.bytes();
    }

    private void step(BlockKey key, GradientRecord logged) {
        Optional<ReplayedBlock> block = blocks.computeIfAbsent(key, this::find);
        if (block.isPresent() && block.get().needs(logged)) {
            block.get().step(logged, bytes);
            records++;
        }
    }

    private Optional<ReplayedBlock> find(BlockKey key) {
        BlockHeader header = storage.header(key);
        if (header == null) {
            return Optional.empty();
        }
        ReplayLane lane = lanes.get(found++ % lanes.size());
        return Optional.of(new ReplayedBlock(key, header, new BlockLoader(storage, lane.catalogue(), cursor), lane));
    }

    /** Waits for all lanes and hands over what they rebuilt, in the order in which one lane alone would have. */
    void finish(LiveBlocks live, DirtyBlocks dirty, OptimizerCatalogue catalogue) {
        lanes.forEach(ReplayLane::await);
        List<ReplayedBlock> rebuilt = new ArrayList<>();
        blocks.values().forEach(block -> block.ifPresent(rebuilt::add));
        rebuilt.sort(Comparator.comparingLong(ReplayedBlock::lastOffset));
        rebuilt.forEach(block -> block.handOver(live, catalogue));
        rebuilt.sort(Comparator.comparingLong(ReplayedBlock::firstOffset));
        rebuilt.forEach(block -> block.markDirty(dirty));
        cursor.bytes = bytes;
    }

    @Override
    public void close() {
        lanes.forEach(ReplayLane::close);
    }
}
