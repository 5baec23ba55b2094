package io.metastep.streams.core;

import io.metastep.schemas.JobActivity;
import io.metastep.schemas.OptimizerUse;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The open blocks of one job that are in memory; of its highest attempt, since what an earlier one cut otherwise may still be there. */
final class BlockCensus {
    private static final int MOST_USES = 20;

    private long attempt = -1;
    private int blocks;
    private int fallbackBlocks;
    private int shadowBlocks;
    private long coordinates;
    private final Map<Use, Integer> uses = new HashMap<>();
    private @Nullable LiveBlock newest;

    private record Use(String optimizer, String channel) {}

    void count(LiveBlock block) {
        if (block.attempt > attempt) {
            begin(block.attempt);
        }
        if (block.attempt == attempt) {
            add(block);
        }
    }

    private void begin(long newAttempt) {
        attempt = newAttempt;
        blocks = 0;
        fallbackBlocks = 0;
        shadowBlocks = 0;
        coordinates = 0;
        uses.clear();
        newest = null;
    }

    private void add(LiveBlock block) {
        blocks++;
        shadowBlocks += block.isShadowing ? 1 : 0;
        fallbackBlocks += block.guard.isFallback() && !block.isShadowing ? 1 : 0;
        Memory memory = block.memory;
        if (memory != null) {
            coordinates += memory.coordinates();
            uses.merge(new Use(memory.version(), block.channel), 1, Integer::sum);
        }
        if (newest == null || block.lastStep > newest.lastStep) {
            newest = block;
        }
    }

    /** -1 without blocks. */
    long attempt() {
        return attempt;
    }

    int blocks() {
        return blocks;
    }

    /** By the block that is ahead of the others: of its guard, or of its memory where the job steps itself; null if unknown. */
    @Nullable
    Double smoothedLoss() {
        if (newest == null) {
            return null;
        }
        double guarded = newest.guard.losses().smoothed();
        double smoothed = Double.isNaN(guarded) ? newest.losses.smoothed() : guarded;
        return Double.isNaN(smoothed) ? null : smoothed;
    }

    void describe(JobActivity.Builder activity) {
        activity.setBlocks(blocks)
                .setFallbackBlocks(fallbackBlocks)
                .setShadowBlocks(shadowBlocks)
                .setCoordinates(coordinates)
                .setOptimizers(uses());
        if (newest != null && newest.guard.losses().hasBest()) {
            activity.setBestLoss(newest.guard.losses().best()).setBestStep(newest.guard.bestStep());
        }
    }

    private List<OptimizerUse> uses() {
        return uses.entrySet().stream()
                .sorted(Map.Entry.<Use, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(
                                Map.Entry::getKey,
                                Comparator.comparing(Use::optimizer).thenComparing(Use::channel)))
                .limit(MOST_USES)
                .map(entry -> new OptimizerUse(
                        entry.getKey().optimizer(), entry.getKey().channel(), entry.getValue()))
                .toList();
    }
}
