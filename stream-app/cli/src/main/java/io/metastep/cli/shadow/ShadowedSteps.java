package io.metastep.cli.shadow;

import io.metastep.schemas.StepComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The steps of one job that were compared. Of steps that a later attempt took again, or gave up, only the later ones count. */
final class ShadowedSteps {
    private final NavigableMap<Long, NavigableMap<Long, StepSums>> attempts = new TreeMap<>();

    /** Takes a comparison of one of the job's blocks. */
    void add(StepComparison block) {
        attempts.computeIfAbsent(block.getAttempt(), attempt -> new TreeMap<>())
                .computeIfAbsent(block.getStep(), step -> new StepSums())
                .add(block);
    }

    boolean isEmpty() {
        return attempts.isEmpty();
    }

    /** By their numbers. */
    NavigableMap<Long, StepSums> steps() {
        NavigableMap<Long, StepSums> steps = new TreeMap<>();
        for (NavigableMap<Long, StepSums> later : attempts.values()) {
            steps.tailMap(later.firstKey(), true).clear();
            steps.putAll(later);
        }
        return steps;
    }

    /** All of them in about so many ranges of equal length, the last perhaps shorter; ranges without a step are left out. */
    List<ShadowRange> ranges(int count) {
        NavigableMap<Long, StepSums> steps = steps();
        List<ShadowRange> ranges = new ArrayList<>();
        long length = Math.max(1, -Math.floorDiv(steps.firstKey() - 1 - steps.lastKey(), (long) count));
        for (long from = steps.firstKey(); from <= steps.lastKey(); from += length) {
            long to = Math.min(from + length - 1, steps.lastKey());
            NavigableMap<Long, StepSums> inside = steps.subMap(from, true, to, true);
            if (!inside.isEmpty()) {
                ranges.add(ShadowRange.of(from, to, inside.values()));
            }
        }
        return ranges;
    }
}
