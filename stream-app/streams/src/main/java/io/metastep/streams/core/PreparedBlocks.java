package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Blocks that were rewound before their first record came, oldest first. They wait for a while, and only while there is room. */
final class PreparedBlocks {
    private static final long PATIENCE_MILLIS = 60_000;

    private final MemoryBudget budget;
    private final Map<BlockKey, Prepared> blocks = new LinkedHashMap<>();

    /**
     * One of them.
     *
     * @param earlier just before the step
     * @param from what the block was when this was prepared; anything since makes it void
     */
    private record Prepared(LiveBlock earlier, Place from, long attempt, long step, long timestamp) {
        boolean fits(LiveBlock block, Arrival arrival) {
            return from.equals(Place.of(block)) && attempt == arrival.attempt() && step == arrival.step();
        }
    }

    PreparedBlocks(MemoryBudget budget) {
        this.budget = budget;
    }

    /** Keeps the block as it was just before the step of the arrival, a record of another block of its job. */
    void put(LiveBlock earlier, Place from, Arrival arrival) {
        budget.add(earlier.bytes());
        blocks.put(earlier.key, new Prepared(earlier, from, arrival.attempt(), arrival.step(), arrival.timestamp()));
    }

    boolean holds(BlockKey key) {
        return blocks.containsKey(key);
    }

    /** The block just before the arrival's step, or null. It is not kept any longer, whether it fitted or not. */
    @Nullable
    LiveBlock claim(LiveBlock block, Arrival arrival) {
        Prepared ready = blocks.get(block.key);
        drop(block.key);
        return ready != null && ready.fits(block, arrival) ? ready.earlier : null;
    }

    /** Makes room; whether there was any left to drop. */
    boolean dropOldest() {
        return blocks.keySet().stream().findFirst().map(this::drop).isPresent();
    }

    /** Gives back what was prepared for records that never came. */
    void forget(long nowMillis) {
        List.copyOf(blocks.values()).stream()
                .filter(ready -> nowMillis - ready.timestamp > PATIENCE_MILLIS)
                .forEach(ready -> drop(ready.earlier.key));
    }

    void clear() {
        List.copyOf(blocks.keySet()).forEach(this::drop);
    }

    private BlockKey drop(BlockKey key) {
        Prepared dropped = blocks.remove(key);
        if (dropped != null) {
            budget.add(-dropped.earlier.bytes());
        }
        return key;
    }
}
