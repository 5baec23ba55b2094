package io.metastep.cli.bench.learn;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.metastep.metalearner.Baseline;
import io.metastep.metalearner.BaselineSearch;
import io.metastep.metalearner.BaselineSearch.Tuned;
import io.metastep.metalearner.LossCurve;
import io.metastep.metalearner.Workers;
import io.metastep.optimizees.Task;
import io.metastep.optimizees.TaskCatalogue;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Optimizers;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Jobs that nobody learns from and no gate knows, the same for all.
 *
 * @param members how many
 * @param steps of each
 */
record HeldOut(Task task, int members, int steps) {
    private static final long JUDGING_SEEDS = 0x7300_0000L;
    private static final long TUNING_SEEDS = 0x7400_0000L;

    /** Work of several kinds that nobody has a job of. */
    static List<HeldOut> suite(TaskCatalogue tasks) {
        return Stream.of(
                        "quadratic:problems=200",
                        "quadratic:dimension=20,condition=100,problems=50",
                        "digits-mlp:pool=2,images=evaluation",
                        "digits-mlp:pool=2,activation=relu,images=evaluation")
                .map(task -> new HeldOut(tasks.parse(task), 1, 0))
                .toList();
    }

    /**
     * Losses on one task.
     *
     * @param losses by horizon
     */
    @JsonPropertyOrder({"task", "losses"})
    record Judged(String task, List<Double> losses) {
        Judged {
            losses = List.copyOf(losses);
        }
    }

    /** Mean losses after each of these steps. */
    Judged judge(OptimizerFile file, List<Integer> horizons) {
        return new Judged(task.name(), LossCurve.of(task, horizons, seeds(JUDGING_SEEDS), Optimizers.of(file)));
    }

    /** Mean loss after the last step; infinite if one diverges. */
    double loss(OptimizerFile file) {
        return loss(Optimizers.of(file));
    }

    private double loss(Optimizer optimizer) {
        return LossCurve.of(task, List.of(steps), seeds(JUDGING_SEEDS), optimizer)
                .get(0);
    }

    private List<Long> seeds(long first) {
        return LongStream.range(first, first + members).boxed().toList();
    }

    /**
     * A hand-designed optimizer.
     *
     * @param loss on the held-out jobs
     */
    record Rival(String optimizer, double loss) {}

    /** The best hand-designed one, tuned on as many other jobs. */
    Rival best(Workers workers) {
        return workers.map(List.of(Baseline.values()), this::tuned).stream()
                .flatMap(List::stream)
                .min(Comparator.comparingDouble(Rival::loss))
                .orElseThrow();
    }

    private List<Rival> tuned(Baseline baseline) {
        List<Tuned> found = new BaselineSearch(task, List.of(steps), seeds(TUNING_SEEDS)).run(baseline);
        return found.stream()
                .map(tuned -> new Rival(tuned.spec().toString(), loss(Optimizers.of(tuned.spec()))))
                .toList();
    }
}
