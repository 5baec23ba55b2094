package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import io.metastep.streams.core.Counters.Event;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings blocks from storage into memory, as of their newest snapshot. */
final class BlockLoader {
    private static final Logger LOG = LoggerFactory.getLogger(BlockLoader.class);

    private final BlockStorage storage;
    private final OptimizerCatalogue catalogue;
    private final Counters counters;
    private long lostBefore;

    BlockLoader(BlockStorage storage, OptimizerCatalogue catalogue, Counters counters) {
        this.storage = storage;
        this.catalogue = catalogue;
        this.counters = counters;
    }

    /** Records below this offset that no snapshot covers are gone. */
    void setLostBefore(long offset) {
        lostBefore = offset;
    }

    LiveBlock load(BlockKey key) {
        return load(key, storage.header(key));
    }

    LiveBlock load(BlockKey key, @Nullable BlockHeader header) {
        LiveBlock block = new LiveBlock(key);
        block.header = header;
        if (header != null && header.isUsable(header.newest())) {
            restore(block, header);
        }
        return block;
    }

    private void restore(LiveBlock block, BlockHeader header) {
        int slot = header.newestSlot();
        SlotMark mark = header.slots().get(slot);
        SnapshotFormat.read(storage.snapshot(block.key, slot, mark), block, catalogue);
        block.hasGap = mark.covered() + 1 < lostBefore;
        if (block.isOpen() && block.memory == null && block.age > 0) {
            reportLoss(block);
        }
    }

    private void reportLoss(LiveBlock block) {
        counters.add(Event.MEMORY_RESTARTS, 1);
        LOG.atWarn()
                .addKeyValue("block", block.key)
                .log("Memory starts afresh: the optimizer version it belongs to is no longer published");
    }
}
