package io.metastep.metalearner.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metastep.metalearner.BaselineSearch.Tuned;
import io.metastep.metalearner.Workers;
import io.metastep.metalearner.evaluation.OptimizerResult.RatioPoint;
import io.metastep.metalearner.evaluation.TaskResult.SearchPoint;
import io.metastep.optimizees.TaskCatalogue;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.SgdSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TaskEvaluationTest {
    private static final EvaluationTask TASK = new EvaluationTask(
            "quadratics",
            "tiny",
            "Tiny quadratics",
            new TaskCatalogue(Optional.empty()).parse("quadratic:dimension=3,problems=4"),
            Optional.empty(),
            List.of(5, 20),
            List.of(1, 5, 20, 30),
            6,
            2);

    private final ConcurrentLinkedQueue<SearchPoint> tried = new ConcurrentLinkedQueue<>();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void theNumberOfThreadsChangesNothingButTimes() {
        assertThat(withoutTimes(run(1, sgd(0.01f)))).isEqualTo(withoutTimes(run(3, sgd(0.01f))));
    }

    private static String withoutTimes(TaskResult result) {
        return result.toString().replaceAll("illisPerStep=[^,\\]]*", "");
    }

    @Test
    void everyKindIsComparedAtEveryHorizonAndOneIsTheBest() {
        TaskResult result = run(2, sgd(0.01f));
        for (int horizon : TASK.horizons()) {
            List<OptimizerResult> baselines = result.baselines(horizon);
            assertThat(baselines)
                    .extracting(OptimizerResult::optimizer)
                    .containsExactly("SGD", "Nesterov", "RMSprop", "Adam");
            assertThat(baselines).filteredOn(OptimizerResult::best).hasSize(1);
            assertThat(ratio(result.best(horizon), horizon).ratio()).isEqualTo(1);
            assertThat(baselines)
                    .allSatisfy(baseline ->
                            assertThat(ratio(baseline, horizon).ratio()).isGreaterThanOrEqualTo(1));
        }
    }

    @Test
    void whoeverDoesWhatABaselineDoesHasItsLosses() {
        OptimizerResult tuned = run(2, sgd(0.01f)).baselines(20).stream()
                .filter(result -> result.optimizer().equals("SGD"))
                .findFirst()
                .orElseThrow();
        OptimizerResult same =
                run(2, sgd((float) tuned.learningRate())).learned().get(0);
        assertThat(tuned.settings()).doesNotContain("decaying");
        assertThat(same.curve()).isEqualTo(tuned.curve());
        assertThat(ratio(same, 20)).isEqualTo(ratio(tuned, 20));
    }

    @Test
    void quadraticsAreJudgedByTheRatioOfTheirMeanLosses() {
        TaskResult result = run(2, sgd(0.01f));
        OptimizerResult learned = result.learned().get(0);
        double expected = loss(learned, 20) / loss(result.best(20), 20);
        assertThat(learned.problems()).isEqualTo(24);
        assertThat(ratio(learned, 20).ratio()).isCloseTo(expected, within(1e-9));
        assertThat(ratio(learned, 20).low()).isLessThan(expected);
        assertThat(ratio(learned, 20).high()).isGreaterThan(expected);
    }

    @Test
    void aRunThatDivergesIsCountedAndHasNoRatio() {
        OptimizerResult wild = run(2, sgd(100)).learned().get(0);
        assertThat(wild.diverged()).isEqualTo(TASK.members());
        assertThat(ratio(wild, 20).ratio()).isNaN();
        assertThat(loss(wild, 20)).isNaN();
    }

    @Test
    void theSearchIsToldAndKeptAndItsLeastLossIsTheWinners() {
        TaskResult result = run(2, sgd(0.01f));
        assertThat(result.search()).containsExactlyInAnyOrderElementsOf(tried);
        SearchPoint least = result.search().stream()
                .filter(point -> point.optimizer().equals("Nesterov") && point.step() == 20)
                .filter(point -> Double.isFinite(point.loss()))
                .min(Comparator.comparingDouble(SearchPoint::loss))
                .orElseThrow();
        OptimizerResult winner = result.baselines(20).get(1);
        assertThat(winner.learningRate()).isEqualTo(least.learningRate());
        assertThat(winner.settings()).contains(least.variant().replace("momentum ", "momentum="));
    }

    @Test
    void stepsAreTimedByTheClockThatIsGiven() {
        OptimizerResult learned = run(1, sgd(0.01f)).learned().get(0);
        assertThat(learned.optimizerMillisPerStep()).isEqualTo(0.001);
        assertThat(learned.millisPerStep()).isEqualTo(0.002);
    }

    private TaskResult run(int threads, Learned learned) {
        tried.clear();
        try (var workers = new Workers("test", threads)) {
            return new TaskEvaluation(
                            List.of(learned),
                            OptimizerSpec::toString,
                            workers,
                            () -> nanos.getAndAdd(1_000),
                            new Recorder())
                    .run(TASK);
        }
    }

    private final class Recorder implements EvaluationListener {
        @Override
        public void tried(EvaluationTask task, List<SearchPoint> losses) {
            tried.addAll(losses);
        }

        @Override
        public void tuned(EvaluationTask task, List<Tuned> baselines, List<SearchPoint> all) {
            assertThat(all).containsExactlyInAnyOrderElementsOf(tried);
        }
    }

    private static Learned sgd(float rate) {
        return new Learned("mine", Optimizers.of(new SgdSpec(rate)));
    }

    private static RatioPoint ratio(OptimizerResult result, int step) {
        return result.ratioToBest().stream()
                .filter(point -> point.step() == step)
                .findFirst()
                .orElseThrow();
    }

    private static double loss(OptimizerResult result, int step) {
        return result.curve().stream()
                .filter(point -> point.step() == step)
                .findFirst()
                .orElseThrow()
                .mean();
    }
}
