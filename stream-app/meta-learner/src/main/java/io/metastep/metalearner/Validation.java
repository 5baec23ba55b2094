package io.metastep.metalearner;

import io.metastep.metalearner.BaselineSearch.Tuned;
import io.metastep.metalearner.ValidationReport.Outcome;
import io.metastep.optimizees.Task;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.Optimizers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The fixed examination of a meta-training: tasks, horizons and, for each, the best tuned baseline on the same seeds. Baselines
 * are tuned on other seeds than they are judged on, and training sees neither.
 */
public final class Validation {
    private static final long TUNING_SEEDS = 0x7000_0000L;
    private static final long JUDGING_SEEDS = 0x7100_0000L;

    private final List<ValidationTask> tasks;
    private final List<List<Rival>> rivals;

    private Validation(List<ValidationTask> tasks, List<List<Rival>> rivals) {
        this.tasks = tasks;
        this.rivals = rivals;
    }

    /**
     * The baseline to beat on a task at a horizon.
     *
     * @param task name of the task
     * @param horizon steps trained
     * @param spec the optimizer
     * @param loss its mean loss on the seeds that judge
     * @param atEdge whether a better rate may lie beyond those that were searched
     */
    public record Rival(String task, int horizon, OptimizerSpec spec, double loss, boolean atEdge) {}

    /** Tunes the baselines, on the threads of {@code workers}. */
    static Validation prepare(List<ValidationTask> tasks, Workers workers) {
        List<Search> searches = tasks.stream()
                .flatMap(task -> Stream.of(Baseline.values()).map(baseline -> new Search(task, baseline)))
                .toList();
        List<List<Rival>> found = workers.map(searches, Search::run);
        return new Validation(
                tasks, tasks.stream().map(task -> best(task, searches, found)).toList());
    }

    /** The best of all kinds for each of a task's horizons. */
    private static List<Rival> best(ValidationTask task, List<Search> searches, List<List<Rival>> found) {
        return IntStream.range(0, task.horizons().size())
                .mapToObj(horizon -> IntStream.range(0, searches.size())
                        .filter(search -> searches.get(search).task().equals(task))
                        .mapToObj(search -> found.get(search).get(horizon))
                        .min(Comparator.comparingDouble(Rival::loss))
                        .orElseThrow())
                .toList();
    }

    /** The tuning of one kind of baseline for one task. */
    private record Search(ValidationTask task, Baseline baseline) {
        List<Rival> run() {
            return new BaselineSearch(task.task(), task.horizons(), seeds(TUNING_SEEDS, task))
                    .run(baseline).stream().map(tuned -> judged(tuned, task)).toList();
        }
    }

    private static Rival judged(Tuned tuned, ValidationTask validation) {
        double loss = loss(validation.task(), tuned.horizon(), validation, Optimizers.of(tuned.spec()));
        return new Rival(validation.task().name(), tuned.horizon(), tuned.spec(), loss, tuned.atEdge());
    }

    private static double loss(Task task, int horizon, ValidationTask validation, Optimizer optimizer) {
        return LossCurve.of(task, List.of(horizon), seeds(JUDGING_SEEDS, validation), optimizer)
                .get(0);
    }

    private static List<Long> seeds(long first, ValidationTask validation) {
        return LongStream.range(first, first + validation.seeds()).boxed().toList();
    }

    /** The baselines to beat, task by task. */
    public List<Rival> rivals() {
        return rivals.stream().flatMap(List::stream).toList();
    }

    /** Judges an optimizer. */
    ValidationReport judge(Optimizer optimizer, Workers workers) {
        List<List<Double>> curves = curves(optimizer, workers);
        var outcomes = new ArrayList<Outcome>();
        for (int task = 0; task < tasks.size(); task++) {
            for (int horizon = 0; horizon < curves.get(task).size(); horizon++) {
                outcomes.add(
                        outcome(rivals.get(task).get(horizon), curves.get(task).get(horizon)));
            }
        }
        return new ValidationReport(outcomes);
    }

    /** Mean losses by task and horizon; every seed of every task is work for one thread. */
    private List<List<Double>> curves(Optimizer optimizer, Workers workers) {
        List<Run> runs = tasks.stream()
                .flatMap(task -> seeds(JUDGING_SEEDS, task).stream().map(seed -> new Run(task, seed)))
                .toList();
        Iterator<List<Double>> found =
                workers.map(runs, run -> run.of(optimizer.fork())).iterator();
        return tasks.stream().map(task -> mean(task, found)).toList();
    }

    private static List<Double> mean(ValidationTask task, Iterator<List<Double>> curves) {
        var sums = new double[task.horizons().size()];
        for (int seed = 0; seed < task.seeds(); seed++) {
            List<Double> curve = curves.next();
            for (int horizon = 0; horizon < sums.length; horizon++) {
                sums[horizon] += curve.get(horizon) / task.seeds();
            }
        }
        return Arrays.stream(sums).boxed().toList();
    }

    /** One member of a task. */
    private record Run(ValidationTask task, long seed) {
        List<Double> of(Optimizer optimizer) {
            return LossCurve.of(task.task(), task.horizons(), List.of(seed), optimizer);
        }
    }

    private static Outcome outcome(Rival rival, double loss) {
        return new Outcome(rival.task(), rival.horizon(), loss, rival.spec().toString(), rival.loss());
    }
}
