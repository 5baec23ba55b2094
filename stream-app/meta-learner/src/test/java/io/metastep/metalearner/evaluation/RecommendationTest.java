package io.metastep.metalearner.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metastep.metalearner.evaluation.OptimizerResult.RatioPoint;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecommendationTest {
    private static final double DIVERGED = Double.NaN;

    @Test
    void lowerLossesOnAllMembersInLessTimeAreUsed() {
        assertThat(of(result(0.8, 0.7, 0.9, 0.8, 0.81, 0.79), 1)).isEqualTo(Recommendation.BETTER);
    }

    @Test
    void aMemberOnWhichItIsMuchWorseAsksForMore() {
        assertThat(of(result(0.8, 0.7, 0.9, 0.6, 0.8, 1.2), 1)).isEqualTo(Recommendation.RISKY);
        assertThat(of(result(0.8, 0.7, 0.9, 0.6, 0.8, 1.05), 1)).isEqualTo(Recommendation.BETTER);
    }

    @Test
    void stepsThatCostMoreTimeThanTheySaveAskForMore() {
        assertThat(of(result(0.8, 0.7, 0.9, 0.8, 0.81, 0.79), 5)).isEqualTo(Recommendation.SLOWER);
    }

    @Test
    void noDifferenceAsksForMoreWhereAUsefulOneMayBeThere() {
        assertThat(of(result(0.97, 0.90, 1.05, 0.9, 1, 1.01), 1)).isEqualTo(Recommendation.UNDECIDED);
        assertThat(of(result(0.99, 0.96, 1.02, 0.98, 1, 0.99), 1)).isEqualTo(Recommendation.NOTHING_TO_GAIN);
    }

    @Test
    void higherLossesKeepTheBaseline() {
        assertThat(of(result(1.2, 1.1, 1.3, 1.1, 1.2, 1.3), 1)).isEqualTo(Recommendation.WORSE);
    }

    @Test
    void oneRunThatDivergesKeepsTheBaselineUnlessThatDivergesToo() {
        PilotResult one = result(DIVERGED, DIVERGED, DIVERGED, 0.5, 0.5, DIVERGED);
        assertThat(of(one, 1)).isEqualTo(Recommendation.DIVERGED);
        var both = new MemberOutcome(4, DIVERGED, DIVERGED, Double.NaN, true);
        assertThat(of(new PilotResult(one.comparison(), List.of(both), 200), 1)).isEqualTo(Recommendation.UNSTABLE);
    }

    @Test
    void withoutRatiosDifferencesDecide() {
        assertThat(of(differing(-1, -1.1, -0.9), 1)).isEqualTo(Recommendation.BETTER);
        assertThat(of(differing(-1, -1.1, -0.9), 5)).isEqualTo(Recommendation.SLOWER);
        assertThat(of(differing(1, 1.1, 0.9), 1)).isEqualTo(Recommendation.WORSE);
        assertThat(of(differing(-1, 1, 0.1), 1)).isEqualTo(Recommendation.UNDECIDED);
        double[] mostlyLower =
                IntStream.range(0, 20).mapToDouble(i -> i == 0 ? 2 : -1).toArray();
        assertThat(of(differing(mostlyLower), 1)).isEqualTo(Recommendation.RISKY);
    }

    @Test
    void timeCountsStepsTheirCostAndTheStream() {
        var time = new PilotTime(100, 50, 1, 0.25, 1.5, 0.75, 0.1);
        assertThat(time.rivalTotal()).isEqualTo(100);
        assertThat(time.learnedTotal()).isCloseTo(80, within(1e-9));
        assertThat(time.share()).isCloseTo(0.8, within(1e-9));
        var atBreakEven = new PilotTime(100, 50, 1, 0.25, 1.5, 0.75, time.breakEvenLatency());
        assertThat(atBreakEven.share()).isCloseTo(1, within(1e-9));
        double gradient = time.breakEvenGradient();
        var equal = new PilotTime(100, 50, gradient + 0.25, 0.25, gradient + 0.75, 0.75, 0.1);
        assertThat(equal.share()).isCloseTo(1, within(1e-9));
    }

    @Test
    void whereNoStepsAreSavedNoGradientIsExpensiveEnough() {
        assertThat(new PilotTime(100, 120, 1, 0.25, 1.5, 0.75, 0).breakEvenGradient())
                .isNaN();
        assertThat(new PilotTime(100, 50, 1, 0.5, 1, 0.5, 0).breakEvenGradient())
                .isZero();
    }

    @Test
    void withoutAnyDivergenceAboutThreeInNMayDiverge() {
        PilotResult result = result(0.8, 0.7, 0.9, 0.8, 0.81, 0.79);
        assertThat(Math.pow(1 - result.divergenceBound(), 3)).isCloseTo(0.05, within(1e-12));
    }

    @Test
    void stepsAreTheMeanWhereAllGotThereAndElseTheMedian() {
        assertThat(needed(50, 200).typical()).isCloseTo(100, within(1e-9));
        StepsNeeded two = needed(50, 80, Double.NaN);
        assertThat(two.allReached()).isFalse();
        assertThat(two.mean().value()).isNaN();
        assertThat(two.typical()).isEqualTo(80);
        assertThat(needed(50, Double.NaN, Double.NaN).typical()).isNaN();
    }

    private static StepsNeeded needed(double... steps) {
        return StepsNeeded.of(
                Arrays.stream(steps)
                        .mapToObj(needed -> new MemberOutcome(1, 1, 1, needed, false))
                        .toList(),
                400);
    }

    private static Recommendation of(PilotResult result, double learnedStepMillis) {
        return Recommendation.of(result, new PilotTime(100, 50, 1, 0.1, learnedStepMillis, 0.1, 0));
    }

    private static PilotResult result(double ratio, double low, double high, double... members) {
        return new PilotResult(
                comparison(new RatioPoint(100, ratio, low, high, ratio)),
                Arrays.stream(members)
                        .mapToObj(member -> new MemberOutcome(1, member, 1, 50, Double.isNaN(member)))
                        .toList(),
                200);
    }

    private static PilotResult differing(double... differences) {
        return new PilotResult(
                comparison(new RatioPoint(100, 0.5, 0.4, 0.6, 0.5)),
                Arrays.stream(differences)
                        .mapToObj(difference -> new MemberOutcome(1, -10 + difference, -10, 50, false))
                        .toList(),
                200);
    }

    private static TaskResult comparison(RatioPoint ratio) {
        return new TaskResult("pilot", "pilot", "t", "t", List.of(100), 2, List.of(), List.of(learned(ratio)));
    }

    private static OptimizerResult learned(RatioPoint ratio) {
        return new OptimizerResult(
                "pilot",
                "pilot",
                "mine",
                Double.NaN,
                3,
                List.of(),
                List.of(ratio),
                Double.NaN,
                true,
                0,
                "",
                false,
                false,
                3,
                0,
                List.of(),
                1,
                0.5);
    }
}
