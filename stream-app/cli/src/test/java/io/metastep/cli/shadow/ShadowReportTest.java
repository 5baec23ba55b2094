package io.metastep.cli.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metastep.cli.JsonText;
import io.metastep.schemas.StepComparison;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShadowReportTest {
    private final ShadowedSteps steps = new ShadowedSteps();

    /** The comparison of a block with these vectors. */
    private static StepComparison compared(
            long attempt, int block, long step, double[] gradient, double[] learned, double[] applied) {
        return new StepComparison(
                "job",
                attempt,
                "w",
                block,
                step,
                "",
                "a@1",
                step + 1,
                gradient.length,
                dot(learned, applied),
                dot(learned, learned),
                dot(applied, applied),
                dot(gradient, learned),
                dot(gradient, applied));
    }

    private static double dot(double[] left, double[] right) {
        return IntStream.range(0, left.length)
                .mapToDouble(i -> left[i] * right[i])
                .sum();
    }

    private static double[] of(double... values) {
        return values;
    }

    @Test
    void sums_over_blocks_give_cosine_size_and_changes_of_the_whole_step() {
        steps.add(compared(1, 0, 4, of(1, 2), of(-3, 0), of(-1, -1)));
        steps.add(compared(1, 1, 4, of(-2), of(4), of(1)));
        ShadowRange range = steps.ranges(10).get(0);
        double learned = Math.sqrt(9 + 16);
        double applied = Math.sqrt(1 + 1 + 1);
        assertThat(range.compared()).isEqualTo(1);
        assertThat(range.cosine()).isCloseTo((3 + 4) / (learned * applied), within(1e-12));
        assertThat(range.size()).isCloseTo(learned / applied, within(1e-12));
        assertThat(range.ownChange()).isCloseTo(-1 - 2 - 2, within(1e-12));
        assertThat(range.learnedChange()).isCloseTo((-3 - 8) / learned * applied, within(1e-12));
    }

    @Test
    void ranges_have_all_steps_and_means_over_them() {
        for (long step = 3; step < 28; step++) {
            steps.add(compared(1, 0, step, of(1), of(step % 2 == 0 ? -1 : 4), of(-1)));
        }
        List<ShadowRange> ranges = steps.ranges(10);
        assertThat(ranges).extracting(ShadowRange::from).containsExactly(3L, 6L, 9L, 12L, 15L, 18L, 21L, 24L, 27L);
        assertThat(ranges.get(8).to()).isEqualTo(27);
        assertThat(ranges.stream().mapToInt(ShadowRange::compared).sum()).isEqualTo(25);
        assertThat(ranges.get(0).cosine()).isCloseTo(-1.0 / 3, within(1e-12));
        assertThat(ranges.get(0).size()).isCloseTo(Math.cbrt(16), within(1e-12));
        assertThat(ranges.get(0).ownChange()).isEqualTo(-3);
        assertThat(ranges.get(0).learnedChange()).isCloseTo(1, within(1e-12));
    }

    @Test
    void what_a_later_attempt_took_again_or_gave_up_does_not_count() {
        for (long step = 0; step < 10; step++) {
            steps.add(compared(1, 0, step, of(1), of(-1), of(-1)));
        }
        steps.add(compared(2, 0, 4, of(1), of(-2), of(-1)));
        assertThat(steps.steps().keySet()).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(steps.ranges(10).get(4).size()).isEqualTo(2);
    }

    @Test
    void steps_that_are_zero_or_not_finite_are_left_out_and_counted() {
        steps.add(compared(1, 0, 0, of(1), of(0), of(-1)));
        steps.add(compared(1, 0, 1, of(1), of(Double.NaN), of(-1)));
        ShadowReport report = new ShadowReport("job", 2, steps.ranges(1));
        assertThat(report.lines()).anyMatch(line -> line.contains("At 2 of 2 steps"));
        assertThat(report.ranges().get(0).compared()).isZero();
        steps.add(compared(1, 0, 2, of(1), of(-1), of(-1)));
        assertThat(steps.ranges(1).get(0).cosine()).isEqualTo(1);
    }

    @Test
    void it_says_that_it_is_no_forecast_and_json_has_all_numbers() throws Exception {
        steps.add(compared(1, 0, 0, of(1), of(-1), of(-1)));
        ShadowReport report = new ShadowReport("job", 1, steps.ranges(10));
        assertThat(report.lines()).anyMatch(line -> line.startsWith("A look, not a forecast"));
        assertThat(JsonText.of(report)).contains("\"cosine\" : 1.0", "\"learnedChange\" : -1.0", "\"a@1\"");
    }
}
