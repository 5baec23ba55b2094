package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import io.metastep.streams.core.Counters.Event;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides which blocks are in memory: loads them, writes idle ones out to make room, forgets those that are long gone. */
final class Residents {
    private static final int SWEPT_PER_ROUND = 1_000;
    private static final int RELIEVED_PER_ROUND = 64;

    /** The clocks of broker and application differ. */
    private static final long SWEEP_MARGIN_MILLIS = 3_600_000;

    private final CoreSettings settings;
    private final BlockStorage storage;
    private final BlockLoader loader;
    private final LiveBlocks live;
    private final PreparedBlocks prepared;
    private final WrittenOut written;
    private final MemoryBudget budget;
    private final StateLimits limits;
    private final ReplayDistance distance;
    private final Cursor cursor;
    private final Counters counters;

    Residents(
            CoreSettings settings,
            BlockStorage storage,
            BlockLoader loader,
            LiveBlocks live,
            PreparedBlocks prepared,
            Instance instance,
            ReplayDistance distance,
            Cursor cursor) {
        this.settings = settings;
        this.storage = storage;
        this.loader = loader;
        this.live = live;
        this.prepared = prepared;
        this.budget = instance.budget();
        this.limits = instance.limits();
        this.written = new WrittenOut(limits);
        this.distance = distance;
        this.cursor = cursor;
        this.counters = instance.counters();
    }

    // Hot path: per record.
    LiveBlock find(BlockKey key) {
        LiveBlock block = live.get(key);
        return block == null ? load(key) : block;
    }

    private LiveBlock load(BlockKey key) {
        LiveBlock block = loader.load(key);
        if (block.isOpen()) {
            written.comes(block);
            live.keep(block);
            while (budget.isExceeded() && (evictOldest(block) || prepared.dropOldest())) {
                // One block after the other.
            }
        }
        return block;
    }

    /** Why the block may not have so many bytes more; null if it may, and there is room by now. Does not touch the block. */
    Decision.@Nullable Refuse refusal(long needed, LiveBlock forBlock) {
        if (!limits.allow(forBlock.key.jobId(), needed)) {
            return Decision.Refuse.LIMIT;
        }
        return makeRoom(needed, forBlock) ? null : Decision.Refuse.MEMORY;
    }

    private boolean makeRoom(long needed, LiveBlock forBlock) {
        while (!budget.hasRoomFor(needed)) {
            if (!evictIdle(cursor.streamTime, forBlock) && !prepared.dropOldest()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Writes idle blocks out while memory is scarce: all partitions of an instance share it, and none can make room in another's
     * part of it when it needs some.
     */
    void relieve(long nowMillis) {
        int left = RELIEVED_PER_ROUND;
        while (left > 0 && budget.isScarce() && evictIdle(nowMillis, null)) {
            left--;
        }
    }

    private boolean evictIdle(long nowMillis, @Nullable LiveBlock spared) {
        LiveBlock oldest = live.leastRecentlyUsed();
        boolean isIdle = oldest != null
                && nowMillis - oldest.lastTimestamp
                        >= settings.evictionIdleTime().toMillis();
        return isIdle && evictOldest(spared);
    }

    /** Writes the least recently used block out and drops it; not the one that is spared. */
    private boolean evictOldest(@Nullable LiveBlock spared) {
        LiveBlock oldest = live.leastRecentlyUsed();
        if (oldest == null || oldest == spared) {
            return false;
        }
        distance.makeDurable(oldest);
        live.drop(oldest);
        written.left(oldest);
        counters.add(Event.EVICTIONS, 1);
        return true;
    }

    /** Reclaims what belongs to blocks whose next record starts afresh anyway. */
    void sweep(long nowMillis) {
        long before =
                Math.max(cursor.streamTime, nowMillis) - settings.idleTime().toMillis() - SWEEP_MARGIN_MILLIS;
        live.copy().stream()
                .filter(block -> !block.dirty && block.lastTimestamp < before)
                .forEach(live::drop);
        Map<BlockKey, BlockHeader> swept = new HashMap<>();
        storage.headers((key, header) -> {
            boolean isGone = isIdle(header, before) || header.isLost(cursor.lostBefore);
            if (swept.size() < SWEPT_PER_ROUND && isGone && !live.holds(key)) {
                swept.put(key, header);
            }
        });
        swept.forEach(storage::delete);
        recount();
    }

    /** Counts what blocks that are not in memory have in the state store. */
    void recount() {
        Map<String, Long> found = new HashMap<>();
        storage.headers((key, header) -> {
            if (!live.holds(key)) {
                found.merge(key.jobId(), header.snapshotBytes(), Long::sum);
            }
        });
        written.recounted(found);
    }

    /** Forgets what is written out, which stays. */
    void clear() {
        written.clear();
    }

    private static boolean isIdle(BlockHeader header, long before) {
        return header.isUsable(header.newest()) && header.newest().lastTimestamp() < before;
    }
}
