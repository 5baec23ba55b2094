package io.metastep.streams.core;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The blocks whose newest snapshot does not hold all their records, the one with the oldest such record first. */
final class DirtyBlocks {
    private final Set<LiveBlock> blocks = new LinkedHashSet<>();
    private final CoreSettings settings;
    private final long replayMillis;

    DirtyBlocks(CoreSettings settings) {
        this.settings = settings;
        this.replayMillis = settings.replayTime().toMillis();
    }

    /** The record changed the block. */
    // Hot path: per record.
    void add(LiveBlock block, GradientRecord logged, long bytesBefore) {
        add(block, logged.offset(), logged.timestamp(), bytesBefore);
    }

    void add(LiveBlock block, long offset, long timestamp, long bytesBefore) {
        if (!block.dirty) {
            block.dirty = true;
            block.uncoveredFrom = offset;
            block.uncoveredTime = timestamp;
            block.uncoveredBytes = bytesBefore;
            blocks.add(block);
        }
    }

    void remove(LiveBlock block) {
        if (block.dirty) {
            block.dirty = false;
            blocks.remove(block);
        }
    }

    void clear() {
        blocks.clear();
    }

    int size() {
        return blocks.size();
    }

    @Nullable
    LiveBlock oldest() {
        if (blocks.isEmpty()) {
            return null;
        }
        Iterator<LiveBlock> iterator = blocks.iterator();
        return iterator.next();
    }

    /** Oldest offset that recovery needs, when {@code next} is the next to process. */
    long floor(long next) {
        LiveBlock oldest = oldest();
        return oldest == null ? next : oldest.uncoveredFrom;
    }

    /** The oldest block if recovery would have to reach back too far for it. */
    @Nullable
    LiveBlock overdue(long next, long bytes, long now) {
        LiveBlock oldest = oldest();
        return oldest != null && isOverdue(oldest, next, bytes, now) ? oldest : null;
    }

    private boolean isOverdue(LiveBlock oldest, long next, long bytes, long now) {
        return next - oldest.uncoveredFrom > settings.replayRecords()
                || bytes - oldest.uncoveredBytes > settings.replayBytes()
                || now - oldest.uncoveredTime > replayMillis;
    }
}
