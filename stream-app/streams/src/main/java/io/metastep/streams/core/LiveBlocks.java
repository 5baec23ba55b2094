package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The blocks in memory, least recently used first, and the bytes they take from the budget. */
final class LiveBlocks {
    private final Map<BlockKey, LiveBlock> blocks = new LinkedHashMap<>(64, 0.75f, true);
    private final MemoryBudget budget;
    private final StateLimits limits;

    LiveBlocks(MemoryBudget budget, StateLimits limits) {
        this.budget = budget;
        this.limits = limits;
    }

    // Hot path: per record.
    @Nullable
    LiveBlock get(BlockKey key) {
        return blocks.get(key);
    }

    /** Keeps the block, or its new size. */
    // Hot path: per record.
    void keep(LiveBlock block) {
        if (block.accountedBytes == 0) {
            blocks.put(block.key, block);
        }
        long bytes = block.bytes();
        if (bytes != block.accountedBytes) {
            account(block, bytes);
        }
    }

    void drop(LiveBlock block) {
        if (block.accountedBytes != 0) {
            blocks.remove(block.key);
            account(block, 0);
        }
    }

    private void account(LiveBlock block, long bytes) {
        budget.add(bytes - block.accountedBytes);
        limits.add(block.key.jobId(), bytes - block.accountedBytes);
        block.accountedBytes = bytes;
    }

    void clear() {
        copy().forEach(this::drop);
    }

    @Nullable
    LiveBlock leastRecentlyUsed() {
        Iterator<LiveBlock> iterator = blocks.values().iterator();
        return iterator.hasNext() ? iterator.next() : null;
    }

    Collection<LiveBlock> copy() {
        return List.copyOf(blocks.values());
    }

    void forEach(Consumer<LiveBlock> action) {
        blocks.values().forEach(action);
    }

    boolean holds(BlockKey key) {
        return blocks.containsKey(key);
    }

    List<LiveBlock> ofJob(String jobId) {
        List<LiveBlock> found = new ArrayList<>();
        for (LiveBlock block : blocks.values()) {
            if (block.key.jobId().equals(jobId)) {
                found.add(block);
            }
        }
        return found;
    }
}
