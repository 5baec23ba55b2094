package io.metastep.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.cli.demo.DemoLearner.Published;
import io.metastep.cli.demo.Generation.Outcome;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearningVerdictTest {

    @Test
    void theGenerationThatWasAheadFirstIsNamed() {
        assertThat(progress(40, 3, 0.9, 0.5, 0.8))
                .startsWith("quadratic: 40x of the best rival's loss at the start, 0.80x in the end;"
                        + " the best was 0.50x in generation 3 (30 s). Ahead of it first in generation 2 (20 s).");
    }

    @Test
    void whoeverWasNeverAheadIsToldSo() {
        assertThat(progress(40, 3, 1)).contains(" It was never ahead.").doesNotContain("Ahead of it");
    }

    @Test
    void theWorstRelapseIsMeasuredFromTheBestBefore() {
        assertThat(progress(4, 0.5, 0.8, 1.5, 0.25, 0.5))
                .endsWith(" Worst relapse: 3.00x of the best before, in generation 3 (30 s).");
        assertThat(progress(1, 1.25)).endsWith(" Worst relapse: 1.25x of the best before, in generation 1 (10 s).");
        assertThat(progress(4, 2, 2, 1)).endsWith(" No generation was worse than one before it.");
    }

    @Test
    void aGenerationThatDivergedIsAnInfiniteRelapse() {
        assertThat(progress(4, 2, Double.POSITIVE_INFINITY, 1))
                .endsWith(" Worst relapse: inf of the best before, in generation 2 (20 s).");
    }

    @Test
    void aGenerationInWhichAllDivergedHidesNoRelapse() {
        assertThat(progress(0.5, Double.NaN, 2))
                .endsWith(" Worst relapse: 4.00x of the best before, in generation 2 (20 s).");
    }

    @Test
    void eachTaskHasItsSentence() {
        Generation both = new Generation(0, 0, 1, 1, List.of(outcome("quadratic", 2), outcome("mlp", 0.5)));
        assertThat(sentences(List.of(both), 200, 0, 0))
                .hasSize(4)
                .satisfiesExactly(
                        quadratic -> assertThat(quadratic).startsWith("quadratic: 2.00x"),
                        perceptron -> assertThat(perceptron).startsWith("mlp: 0.50x"),
                        learning -> assertThat(learning)
                                .isEqualTo("Learned in 1,234 meta-steps from 5,678 segments of 24 live jobs,"
                                        + " and to 25 % from jobs in process; 2 versions after the first, 1 withheld."),
                        delivery -> assertThat(delivery)
                                .isEqualTo("Every update was applied exactly once: 200 of 200, 0 rejected."));
    }

    @Test
    void withoutACompleteGenerationTheRestIsSaidNevertheless() {
        assertThat(sentences(List.of(), 199, 1, 0))
                .hasSize(2)
                .last()
                .isEqualTo("NOT every update was applied exactly once: 199 of 200, 1 rejected.");
    }

    @Test
    void whatTheGuardDidIsSaid() {
        assertThat(sentences(List.of(), 200, 0, 1_088))
                .last()
                .isEqualTo("The guard stepped in: 1,088 steps are the fallback's (Adam).");
        assertThat(sentences(List.of(), 200, 0, 0)).noneMatch(sentence -> sentence.contains("guard"));
    }

    /** The sentence about quadratics, of which generations ten seconds apart had these ratios. */
    private static String progress(double... ratios) {
        List<Generation> generations = IntStream.range(0, ratios.length)
                .mapToObj(number ->
                        new Generation(number, 10 * number, 1, 1, List.of(outcome("quadratic", ratios[number]))))
                .toList();
        return sentences(generations, 200, 0, 0).get(0);
    }

    /** A ratio that is not a number: learned optimizer and rivals diverged. */
    private static Outcome outcome(String task, double ratio) {
        double rival = Double.isNaN(ratio) ? Double.NaN : 2;
        return new Outcome(task, 8, 100, rival * ratio, Map.of("adam", rival), rival);
    }

    private static List<String> sentences(
            List<Generation> generations, long applied, long rejected, long fallbackSteps) {
        return new LearningVerdict(new LearningReport(
                        "cold start",
                        "cold",
                        1,
                        4,
                        8,
                        100,
                        24,
                        generations,
                        List.of(new Published(2, 10), new Published(3, 20)),
                        0.25,
                        1_234,
                        Map.of("segments.used", 5_678L, "versions.withheld", 1L),
                        fallbackSteps,
                        200,
                        applied,
                        rejected,
                        60))
                .sentences();
    }
}
