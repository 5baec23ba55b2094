package io.metastep.cli.demo;

import io.metastep.cli.terminal.Progress;
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

/** All rivals at their best settings for each task of the demo. */
final class Rivals {

    private static final long FIRST_TUNING_SEED = 1L << 40;
    private static final int QUADRATIC_SEEDS = 4;

    private final int steps;
    private final Map<String, Map<Rival, Tuned>> tuned;

    private Rivals(int steps, Map<String, Map<Rival, Tuned>> tuned) {
        this.steps = steps;
        this.tuned = tuned;
    }

    /** Searches the best settings for each task, on seeds that no job uses. */
    static Rivals tune(List<Task> tasks, int steps, Workers workers, Progress progress) {
        AtomicInteger runs = new AtomicInteger();
        List<Callable<Map<Rival, Tuned>>> searches = new ArrayList<>();
        for (Task task : tasks) {
            searches.add(() -> search(new RateSearch(
                    task, steps, tuningSeeds(task), () -> progress.at(runs.incrementAndGet(), task.name()))));
        }
        List<Map<Rival, Tuned>> results = workers.all(searches);
        Map<String, Map<Rival, Tuned>> tuned = new LinkedHashMap<>();
        for (int i = 0; i < tasks.size(); i++) {
            tuned.put(tasks.get(i).name(), results.get(i));
        }
        return new Rivals(steps, tuned);
    }

    private static Map<Rival, Tuned> search(RateSearch search) {
        Map<Rival, Tuned> best = new EnumMap<>(Rival.class);
        for (Rival rival : Rival.values()) {
            best.put(rival, search.best(rival));
        }
        return best;
    }

    /** A perceptron sees hundreds of minibatches; quadratics differ more from each other, and cost little. */
    private static List<Long> tuningSeeds(Task task) {
        int seeds = PlannedJob.isQuadratic(task.name()) ? QUADRATIC_SEEDS : 1;
        List<Long> list = new ArrayList<>();
        for (int i = 0; i < seeds; i++) {
            list.add(FIRST_TUNING_SEED + i);
        }
        return list;
    }

    /** The settings found, by task. */
    Map<String, Map<Rival, Tuned>> tuned() {
        return tuned;
    }

    /** Final losses of all rivals on the very problem of a job, in the order of the jobs. */
    List<Map<Rival, Double>> run(List<PlannedJob> jobs, Workers workers, Progress progress) {
        AtomicInteger done = new AtomicInteger();
        List<Callable<Map<Rival, Double>>> runs = new ArrayList<>();
        for (PlannedJob job : jobs) {
            runs.add(() -> {
                Map<Rival, Double> losses = run(job);
                progress.at(done.incrementAndGet(), job.task().name());
                return losses;
            });
        }
        return workers.all(runs);
    }

    private Map<Rival, Double> run(PlannedJob job) {
        Map<Rival, Double> losses = new EnumMap<>(Rival.class);
        tuned.getOrDefault(job.task().name(), Map.of())
                .forEach((rival, settings) -> losses.put(rival, finalLoss(job, settings)));
        return losses;
    }

    private double finalLoss(PlannedJob job, Tuned settings) {
        return LossCurve.of(job.task(), List.of(steps), List.of(job.seed()), Optimizers.of(settings.spec()))
                .get(0);
    }
}
