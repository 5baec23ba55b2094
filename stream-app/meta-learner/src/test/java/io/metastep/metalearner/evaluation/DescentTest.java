package io.metastep.metalearner.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DescentTest {
    private final Descent falling = descent(Map.of(10, 8.0, 20, 2.0, 40, 0.5, 80, 1.0));

    @Test
    void betweenTwoStepsLogarithmsAreOnALine() {
        assertThat(falling.stepsTo(4)).isCloseTo(15, within(1e-9));
        assertThat(falling.stepsTo(2)).isCloseTo(20, within(1e-9));
        assertThat(falling.stepsTo(1)).isCloseTo(30, within(1e-9));
    }

    @Test
    void theFirstTimeCountsEvenIfTheLossRisesAgain() {
        assertThat(falling.stepsTo(0.5)).isCloseTo(40, within(1e-9));
    }

    @Test
    void whatIsReachedFromTheStartTakesTheFirstStep() {
        assertThat(falling.stepsTo(9)).isEqualTo(10);
    }

    @Test
    void whatIsNeverReachedOrNoNumberHasNone() {
        assertThat(falling.stepsTo(0.4)).isNaN();
        assertThat(falling.stepsTo(Double.NaN)).isNaN();
    }

    @Test
    void lossesThatAreNotPositiveAreOnALineThemselves() {
        assertThat(descent(Map.of(10, 3.0, 20, -1.0)).stepsTo(0)).isCloseTo(17.5, within(1e-9));
        assertThat(descent(Map.of(10, 3.0, 20, 0.0)).stepsTo(1.5)).isCloseTo(15, within(1e-9));
        assertThat(descent(Map.of(10, -1.0, 20, -5.0)).stepsTo(-2)).isCloseTo(12.5, within(1e-9));
    }

    private static Descent descent(Map<Integer, Double> losses) {
        List<Integer> steps = losses.keySet().stream().sorted().toList();
        return new Descent(steps, step -> losses.getOrDefault(step, Double.NaN));
    }
}
