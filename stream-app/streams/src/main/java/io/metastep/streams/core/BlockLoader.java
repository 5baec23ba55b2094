package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings blocks from storage into memory, as of their newest snapshot. */
final class BlockLoader {
    private static final Logger LOG = LoggerFactory.getLogger(BlockLoader.class);

    private final BlockStorage storage;
    private final OptimizerCatalogue catalogue;
    private final Cursor cursor;

    BlockLoader(BlockStorage storage, OptimizerCatalogue catalogue, Cursor cursor) {
        this.storage = storage;
        this.catalogue = catalogue;
        this.cursor = cursor;
    }

    LiveBlock load(BlockKey key) {
        return load(key, storage.header(key));
    }

    LiveBlock load(BlockKey key, @Nullable BlockHeader header) {
        LiveBlock block = new LiveBlock(key);
        block.header = header;
        if (header != null && header.isUsable(header.newest())) {
            restore(block, header);
        } else if (header != null) {
            block.isRestart = header.isLost(cursor.lostBefore);
        }
        return block;
    }

    private void restore(LiveBlock block, BlockHeader header) {
        int slot = header.newestSlot();
        SlotMark mark = header.slots().get(slot);
        SnapshotFormat.read(storage.snapshot(block.key, slot, mark), block, catalogue);
        block.hasGap = mark.covered() + 1 < cursor.lostBefore;
        if (block.isOpen() && block.hasGap && header.lastAttempt() > block.attempt) {
            // Its records are gone, but the attempt did begin: those before it stay fenced.
            block.beginAttempt(header.lastAttempt(), block.lastTimestamp);
        }
        if (block.isRestart) {
            LOG.atWarn()
                    .addKeyValue("block", block.key)
                    .log("Memory starts afresh: the optimizer version it belongs to is no longer published");
        }
    }
}
