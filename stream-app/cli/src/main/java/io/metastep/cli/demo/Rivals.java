package io.metastep.cli.demo;

import io.metastep.cli.terminal.Progress;
import io.metastep.metalearner.BaselineSearch;
import io.metastep.metalearner.BaselineSearch.Tuned;
import io.metastep.metalearner.LossCurve;
import io.metastep.optimizees.Task;
import io.metastep.optimizer.Optimizers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** All rivals at their best settings for each task of the demo. */
final class Rivals {

    /** About how many runs the search takes for all rivals of a task, for progress. */
    static final long USUAL_RUNS = 55;

    /** From a job's seed to one that no job uses: jobs number theirs from the demo's seed on. */
    private static final long TO_TUNING_SEEDS = 1L << 40;

    private static final int QUADRATIC_SEEDS = 4;
    private static final int MARKS = 20;

    private final int steps;
    private final Map<String, Map<Rival, Tuned>> tuned;

    private Rivals(int steps, Map<String, Map<Rival, Tuned>> tuned) {
        this.steps = steps;
        this.tuned = tuned;
    }

    /** One search: a rival's best settings for a task. */
    private record Found(Task task, Rival rival, Tuned tuned) {}

    /**
     * Searches the best settings for each task, on seeds that no job uses.
     *
     * @param firstSeed of the jobs
     */
    static Rivals tune(List<Task> tasks, long firstSeed, int steps, Workers workers, Progress progress) {
        AtomicInteger runs = new AtomicInteger();
        List<Callable<Found>> searches = new ArrayList<>();
        for (Task task : tasks) {
            List<Long> seeds = tuningSeeds(task, firstSeed);
            BaselineSearch search = new BaselineSearch(
                    task, List.of(steps), seeds, () -> progress.at(runs.incrementAndGet(), task.name()));
            for (Rival rival : Rival.values()) {
                searches.add(() ->
                        new Found(task, rival, search.run(rival.baseline()).get(0)));
            }
        }
        Map<String, Map<Rival, Tuned>> tuned = new LinkedHashMap<>();
        workers.all(searches)
                .forEach(found -> tuned.computeIfAbsent(found.task().name(), task -> new EnumMap<>(Rival.class))
                        .put(found.rival(), found.tuned()));
        return new Rivals(steps, tuned);
    }

    /** A perceptron sees hundreds of minibatches; quadratics differ more from each other, and cost little. */
    private static List<Long> tuningSeeds(Task task, long firstSeed) {
        int seeds = PlannedJob.isQuadratic(task.name()) ? QUADRATIC_SEEDS : 1;
        long first = firstSeed + TO_TUNING_SEEDS;
        return LongStream.range(first, first + seeds).boxed().toList();
    }

    /** The settings found, by task. */
    Map<String, Map<Rival, Tuned>> tuned() {
        return tuned;
    }

    /** What all rivals make of the very problem of each job, in the order of the jobs. */
    List<List<RivalRun>> run(List<PlannedJob> jobs, Workers workers, Progress progress) {
        AtomicInteger done = new AtomicInteger();
        List<Callable<List<RivalRun>>> runs = new ArrayList<>();
        for (PlannedJob job : jobs) {
            runs.add(() -> {
                List<RivalRun> all = run(job);
                progress.at(done.incrementAndGet(), job.task().name());
                return all;
            });
        }
        return workers.all(runs);
    }

    /** What all rivals make of the very problem of a job. */
    List<RivalRun> run(PlannedJob job) {
        List<Integer> marks = marks();
        return tuned.getOrDefault(job.task().name(), Map.of()).entrySet().stream()
                .map(entry -> new RivalRun(
                        entry.getKey(),
                        marks,
                        LossCurve.of(
                                job.task(),
                                marks,
                                List.of(job.seed()),
                                Optimizers.of(entry.getValue().spec()))))
                .toList();
    }

    /** Where losses are taken: at so many steps, evenly, and at the last. */
    private List<Integer> marks() {
        return IntStream.rangeClosed(1, Math.min(MARKS, steps))
                .mapToObj(mark -> (int) ((long) steps * mark / Math.min(MARKS, steps)))
                .toList();
    }
}
