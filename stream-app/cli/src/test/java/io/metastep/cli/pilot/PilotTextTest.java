package io.metastep.cli.pilot;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.metalearner.evaluation.MemberOutcome;
import io.metastep.metalearner.evaluation.OptimizerResult;
import io.metastep.metalearner.evaluation.OptimizerResult.RatioPoint;
import io.metastep.metalearner.evaluation.PilotResult;
import io.metastep.metalearner.evaluation.PilotTime;
import io.metastep.metalearner.evaluation.Recommendation;
import io.metastep.metalearner.evaluation.TaskResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PilotTextTest {
    private static final double UNKNOWN = Double.NaN;
    private static final RatioPoint RATIO = new RatioPoint(200, 0.8, 0.75, 0.85, 0.8);
    private static final MemberOutcome GOOD = new MemberOutcome(7, 0.4, 0.5, 100, false);
    private static final MemberOutcome LATE = new MemberOutcome(8, 0.6, 0.5, UNKNOWN, false);
    private static final MemberOutcome ASTRAY = new MemberOutcome(9, UNKNOWN, 0.5, UNKNOWN, true);

    @ParameterizedTest
    @EnumSource(Recommendation.class)
    void theHeadlineSaysWhatToDoFirst(Recommendation recommendation) {
        String headline = text(recommendation, 0, GOOD, LATE).headline();
        assertThat(headline).doesNotContain("NaN");
        switch (recommendation.advice()) {
            case USE_IT -> assertThat(headline).startsWith("Use mine@1: ");
            case TRY_MORE -> assertThat(headline).startsWith("Try more");
            case KEEP_BASELINE -> assertThat(headline).startsWith("Keep Adam: ");
        }
    }

    @Test
    void theReasonsHaveTheNumbersWithTheirIntervals() {
        assertThat(text(Recommendation.BETTER, 0, GOOD, GOOD).reasons())
                .containsExactly(
                        "After 200 steps its loss is 0.800 (95 % interval 0.750 to 0.850, 2 seeds) of that of Adam (rate 0.03), the"
                                + " best tuned baseline.",
                        "It reaches that baseline's final loss after 100 steps in place of 200 (95 % interval 100 to 100): 50 %"
                                + " fewer.",
                        "A step takes 3.00 ms in process (1.00 ms of it the optimizer), with Adam 2.05 ms (50.0 µs); to that loss it"
                                + " takes 300 ms in place of 410 ms: 27 % less.",
                        "Through Kafka a step waits for the stream besides: that is not counted here; 'metastep train' measures it on"
                                + " your cluster, --stream-latency counts it in. Up to 1.10 ms a step, time is saved.",
                        "None of 2 runs of 400 steps diverged (with 95 % confidence at most 78 % of such runs do). On the worst seed,"
                                + " 1, its loss is 0.800 of the baseline's.");
    }

    @Test
    void aLatencyOfTheStreamIsCountedIn() {
        assertThat(text(Recommendation.SLOWER, 10, GOOD, GOOD).reasons())
                .anyMatch(
                        reason -> reason.contains(
                                "it takes 1300 ms, with 10.0 ms for the stream at each step, in place of 410 ms: 3.2 times as long."))
                .anyMatch(reason ->
                        reason.startsWith("Through Kafka a step waits for the stream: that is counted above."));
        assertThat(text(Recommendation.SLOWER, 10, GOOD, GOOD).headline())
                .endsWith("saves steps, and time too where a gradient takes more than 10.9 ms; here it takes 2.00 ms.");
    }

    @Test
    void whatSomeSeedsDoNotReachIsCounted() {
        assertThat(text(Recommendation.RISKY, 0, GOOD, GOOD, LATE).reasons())
                .contains(
                        "It reaches that baseline's final loss on 2 of 3 seeds in at most 400 steps; the median of all is 100.")
                .anyMatch(reason -> reason.endsWith("On the worst seed, 3, its loss is 1.200 of the baseline's."));
        assertThat(text(Recommendation.WORSE, 0, LATE, LATE).reasons())
                .contains("It does not reach that baseline's final loss in 400 steps on any seed.")
                .contains("A step takes 3.00 ms in process (1.00 ms of it the optimizer), with Adam 2.05 ms (50.0 µs).")
                .noneMatch(reason -> reason.contains("NaN"));
    }

    @Test
    void divergenceIsTheRisk() {
        assertThat(text(Recommendation.DIVERGED, 0, GOOD, ASTRAY).headline())
                .isEqualTo("Keep Adam: mine@1 diverged on 1 of 2 seeds.");
        assertThat(text(Recommendation.DIVERGED, 0, GOOD, ASTRAY).reasons())
                .contains("1 of 2 runs of 400 steps diverged.")
                .anyMatch(reason -> reason.startsWith("Losses after 200 steps cannot be compared"))
                .noneMatch(reason -> reason.contains("NaN"));
    }

    @Test
    void lossesThatAreNotPositiveAreToldByDifferences() {
        MemberOutcome zero = new MemberOutcome(1, 0, 0.5, 100, false);
        MemberOutcome negative = new MemberOutcome(2, -1, -0.5, 100, false);
        assertThat(text(Recommendation.BETTER, 0, zero, negative).reasons())
                .anyMatch(reason ->
                        reason.startsWith("After 200 steps its loss minus that of Adam (rate 0.03), the best tuned"
                                + " baseline, is -0.5000 (95 % interval -0.5000 to -0.5000)."))
                .anyMatch(reason -> reason.contains("of such there are no ratios"))
                .anyMatch(reason -> reason.endsWith("its loss minus the baseline's is -0.5000."))
                .noneMatch(reason -> reason.contains("NaN"));
    }

    private static PilotText text(Recommendation recommendation, double streamLatency, MemberOutcome... members) {
        var task = new TaskResult(
                "pilot", "pilot", "t", "t", List.of(200), 2, List.of(), List.of(optimizer(true), optimizer(false)));
        var result = new PilotResult(task, List.of(members), 400);
        return new PilotText(result, PilotTime.of(result, streamLatency), recommendation);
    }

    private static OptimizerResult optimizer(boolean learned) {
        return new OptimizerResult(
                "pilot",
                "pilot",
                learned ? "mine@1" : "Adam",
                0.03,
                2,
                List.of(),
                List.of(RATIO),
                UNKNOWN,
                learned,
                learned ? 0 : 200,
                learned ? "" : "rate 0.03",
                false,
                !learned,
                2,
                0,
                List.of(),
                learned ? 3 : 2.05,
                learned ? 1 : 0.05);
    }
}
