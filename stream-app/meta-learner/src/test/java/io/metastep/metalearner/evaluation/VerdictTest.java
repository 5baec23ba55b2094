package io.metastep.metalearner.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.metalearner.evaluation.OptimizerResult.AccuracyPoint;
import io.metastep.metalearner.evaluation.OptimizerResult.RatioPoint;
import io.metastep.metalearner.evaluation.Verdict.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    @Test
    void onlyAnIntervalOnOneSideOfOneIsADifference() {
        assertThat(Verdict.of(ratio(0.8, 0.7, 0.9))).isEqualTo(Outcome.BETTER);
        assertThat(Verdict.of(ratio(0.9, 0.7, 1.1))).isEqualTo(Outcome.UNDECIDED);
        assertThat(Verdict.of(ratio(1.2, 1.1, 1.3))).isEqualTo(Outcome.WORSE);
        assertThat(Verdict.of(ratio(Double.NaN, Double.NaN, Double.NaN))).isEqualTo(Outcome.DIVERGED);
    }

    @Test
    void theWordsNameTheRivalTheRatioAndTheAccuracy() {
        assertThat(words(ratio(0.8, 0.7, 0.9), 0.011, 5))
                .isEqualTo(
                        "After 1,000 steps mine beats the best tuned baseline, Adam (rate 0.03): its loss is 0.800 of it"
                                + " (95 % interval 0.700 to 0.900). Test accuracy is 91.0 %, 1.10 points above the baseline's.");
    }

    @Test
    void aSmallDifferenceInAccuracyIsNone() {
        assertThat(words(ratio(0.8, 0.7, 0.9), -0.004, 5)).contains("within half a point");
        assertThat(words(ratio(0.8, 0.7, 0.9), -0.006, 5)).contains("0.60 points below");
    }

    @Test
    void manyProblemsHaveMediansToo() {
        assertThat(words(ratio(0.8, 0.7, 0.9), Double.NaN, 50)).contains("of the median losses 0.500");
        assertThat(words(ratio(0.8, 0.7, 0.9), Double.NaN, 5)).doesNotContain("median");
    }

    @Test
    void whoeverDivergedIsSaidToHave() {
        assertThat(words(ratio(Double.NaN, Double.NaN, Double.NaN), Double.NaN, 5))
                .contains("mine diverged in 2 of 5 runs.");
    }

    private static RatioPoint ratio(double ratio, double low, double high) {
        return new RatioPoint(1_000, ratio, low, high, 0.5);
    }

    private static String words(RatioPoint ratio, double accuracyDifference, int problems) {
        List<AccuracyPoint> accuracies = List.of(new AccuracyPoint(1_000, 0.91, 0.01, accuracyDifference, 0.002));
        OptimizerResult learned = result("mine", true, List.of(ratio), accuracies, problems);
        OptimizerResult adam = result("Adam", false, List.of(), List.of(), problems);
        var task = new TaskResult("long", "t", "T", "t", List.of(1_000), 1, List.of(), List.of(learned, adam));
        return Verdict.words(task).get(0);
    }

    private static OptimizerResult result(
            String name, boolean learned, List<RatioPoint> ratios, List<AccuracyPoint> accuracies, int problems) {
        return new OptimizerResult(
                "long",
                "t",
                name,
                0.03,
                5,
                List.of(),
                ratios,
                0.91,
                learned,
                learned ? 0 : 1_000,
                learned ? "" : "rate 0.03",
                false,
                !learned,
                problems,
                2,
                accuracies,
                1,
                0.5);
    }
}
