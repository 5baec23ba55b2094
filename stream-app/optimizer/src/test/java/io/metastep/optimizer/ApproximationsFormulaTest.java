package io.metastep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApproximationsFormulaTest {

    @Test
    void tanhIsWithinFiveTenMillionths() {
        for (double x = -12; x <= 12; x += 1.7e-4) {
            float tanh = Approximations.tanh((float) x);
            assertThat((double) tanh).isCloseTo(Math.tanh((float) x), within(5e-7));
            assertThat(Math.abs(tanh)).isLessThanOrEqualTo(1f);
        }
    }

    @Test
    void tanhOfTheTinyIsItself() {
        assertThat(Approximations.tanh(1e-5f)).isEqualTo(1e-5f);
        assertThat(Approximations.tanh(-Float.MIN_VALUE)).isEqualTo(-Float.MIN_VALUE);
        assertThat(Approximations.tanh(-0f)).isEqualTo(-0f);
    }

    @Test
    void tanhSaturatesAndKeepsNaN() {
        assertThat(Approximations.tanh(Float.POSITIVE_INFINITY)).isCloseTo(1f, within(5e-7f));
        assertThat(Approximations.tanh(-1e30f)).isCloseTo(-1f, within(5e-7f));
        assertThat(Approximations.tanh(Float.NaN)).isNaN();
    }

    @Test
    void sigmoidIsWithinThreeTenMillionths() {
        for (double x = -25; x <= 25; x += 3.1e-4) {
            double expected = 1 / (1 + Math.exp(-(float) x));
            assertThat((double) Approximations.sigmoid((float) x)).isCloseTo(expected, within(3e-7));
        }
    }

    @Test
    void logarithmIsPreciseFromSubnormalToLargest() {
        for (double exponent = -44.8; exponent < 38.5; exponent += 1.3e-3) {
            float x = (float) Math.pow(10, exponent);
            double expected = Math.log(x);
            assertThat((double) Approximations.log(x))
                    .as("log %s", x)
                    .isCloseTo(expected, within(3e-7 * Math.max(1, Math.abs(expected))));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0f, Float.MIN_VALUE, 1e-40f})
    void logarithmOfNextToNothingIsVeryNegative(float x) {
        assertThat(Approximations.log(x)).isLessThan(-87f);
    }
}
