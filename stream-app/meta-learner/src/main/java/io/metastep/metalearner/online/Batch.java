package io.metastep.metalearner.online;

import io.metastep.metalearner.Trajectory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The segments that the next meta-step is made of, by cell. A cell keeps a limited number of segments, an even sample of all that
 * came (reservoir sampling, Vitter 1985), so that a large job costs no more than others.
 */
final class Batch {
    private final BatchSettings settings;
    private final SplittableRandom random;
    private final SortedMap<Cell, Sample> cells = new TreeMap<>();
    private @Nullable Instant begun;

    /**
     * An empty batch.
     *
     * @param seed decides what is kept of a cell that overflows
     */
    Batch(BatchSettings settings, long seed) {
        this.settings = settings;
        this.random = new SplittableRandom(seed);
    }

    private static final class Sample {
        private final List<Trajectory> kept = new ArrayList<>();
        private int offered;
    }

    /** Notes that something was taken in, of use or not. */
    void touch(Instant now) {
        begun = begun == null ? now : begun;
    }

    /** Adds a segment. Returns whether one had to be left out for it, this or an earlier one. */
    boolean add(LiveSegment segment) {
        Sample sample = cells.computeIfAbsent(segment.cell(), cell -> new Sample());
        sample.offered++;
        if (sample.kept.size() < settings.segmentsPerCell()) {
            sample.kept.add(segment.trajectory());
            return false;
        }
        int place = random.nextInt(sample.offered);
        if (place < sample.kept.size()) {
            sample.kept.set(place, segment.trajectory());
        }
        return true;
    }

    /** Whether it is full, or was begun long enough ago. */
    boolean isDue(Instant now) {
        return isFull() || (begun != null && !now.isBefore(begun.plus(settings.interval())));
    }

    private boolean isFull() {
        return segments() >= settings.segments() && jobs() >= settings.jobs();
    }

    boolean isBegun() {
        return begun != null;
    }

    int segments() {
        return cells.values().stream().mapToInt(sample -> sample.kept.size()).sum();
    }

    long jobs() {
        return cells.keySet().stream().map(Cell::jobId).distinct().count();
    }

    /** Its cells in a fixed order. */
    List<Cell> cells() {
        return List.copyOf(cells.keySet());
    }

    /** What is kept of a cell, in the order of arrival but for replacements. */
    List<Trajectory> trajectories(Cell cell) {
        Sample sample = cells.get(cell);
        return sample == null ? List.of() : List.copyOf(sample.kept);
    }
}
