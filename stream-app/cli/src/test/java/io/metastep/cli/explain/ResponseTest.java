package io.metastep.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ResponseTest {
    private static final Response RESPONSE = new Response(new double[] {1, 1, -0.5, 2.2, 1.95, 2.05, 2});

    @Test
    void sizesAreMeasured() {
        assertThat(RESPONSE.mean(0, 2)).isEqualTo(1);
        assertThat(RESPONSE.largest(0)).isEqualTo(2.2);
        assertThat(RESPONSE.largest(4)).isEqualTo(2.05);
        assertThat(new Response(new double[] {3, -4}).rms()).isCloseTo(Math.sqrt(12.5), within(1e-12));
    }

    @Test
    void nearIsWithinATenthFromThereOn() {
        assertThat(RESPONSE.stepsUntilNear(2.01, 2)).isEqualTo(1);
        assertThat(RESPONSE.stepsUntilNear(1.9, 2)).isEqualTo(2);
        assertThat(RESPONSE.stepsUntilNear(2, 4)).isZero();
        assertThat(RESPONSE.stepsUntilNear(1, 0)).isEqualTo(-1);
    }

    @Test
    void theSignLeavesAtTheFirstUpdateOfTheOther() {
        assertThat(RESPONSE.stepsUntilSignLeaves(1, 0)).isEqualTo(2);
        assertThat(RESPONSE.stepsUntilSignLeaves(1, 2)).isZero();
        assertThat(RESPONSE.stepsUntilSignLeaves(1, 3)).isEqualTo(-1);
        assertThat(RESPONSE.stepsUntilSignLeaves(-1, 3)).isZero();
    }

    @Test
    void numbersAreSaidInFewDigits() {
        assertThat(Say.number(0.012345)).isEqualTo("0.0123");
        assertThat(Say.number(-1234.5)).isEqualTo("-1230");
        assertThat(Say.number(1.2e-6)).isEqualTo("1.2e-06");
        assertThat(Say.number(0)).isEqualTo("0");
        assertThat(Say.times(3, 1)).isEqualTo("3.0 times");
        assertThat(Say.times(1, -10)).isEqualTo("minus 0.10 times");
        assertThat(Say.times(203, 1)).isEqualTo("200 times");
        assertThat(Say.times(1, 0)).isEqualTo("infinitely many times");
    }
}
