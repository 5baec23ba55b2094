package io.metastep.cli.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Sorts jobs into generations by their numbers, and tells of each generation when its last job and all generations before it are
 * there. Thread-safe.
 */
final class Generations {

    private final int size;
    private final StopWatch watch;
    private final Consumer<Generation> complete;
    private final List<Generation> told = new ArrayList<>();
    private final Map<Integer, SortedMap<Integer, TrainedJob>> gathered = new HashMap<>();
    private long jobs;
    private long expected;
    private long applied;
    private long fallbackSteps;

    /**
     * No generation yet.
     *
     * @param size jobs of a generation
     * @param watch since the start of the demo
     * @param complete hears of each generation, in order
     */
    Generations(int size, StopWatch watch, Consumer<Generation> complete) {
        this.size = size;
        this.watch = watch;
        this.complete = complete;
    }

    /** Jobs of a generation. */
    int size() {
        return size;
    }

    synchronized void add(TrainedJob job) {
        jobs++;
        expected += job.result().updatesExpected();
        applied += job.result().updatesApplied();
        fallbackSteps += job.result().fallbackSteps();
        gathered.computeIfAbsent(job.number() / size, number -> new TreeMap<>()).put(job.number(), job);
        SortedMap<Integer, TrainedJob> next = gathered.get(told.size());
        while (next != null && next.size() == size) {
            gathered.remove(told.size());
            Generation generation = Generation.of(told.size(), watch.seconds(), next.values());
            told.add(generation);
            complete.accept(generation);
            next = gathered.get(told.size());
        }
    }

    /** Those that are complete. */
    synchronized List<Generation> all() {
        return List.copyOf(told);
    }

    /** Jobs that ended, those of generations that are not complete included. */
    synchronized long jobs() {
        return jobs;
    }

    /** Steps that the fallback made in place of the optimizer. */
    synchronized long fallbackSteps() {
        return fallbackSteps;
    }

    /** What became of the updates of all jobs that ended. */
    synchronized Delivery delivery(long rejected) {
        return new Delivery(expected, applied, rejected);
    }
}
