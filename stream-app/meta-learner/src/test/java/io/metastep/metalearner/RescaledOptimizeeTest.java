package io.metastep.metalearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metastep.optimizees.Optimizee;
import io.metastep.optimizees.Quadratics;
import org.junit.jupiter.api.Test;

class RescaledOptimizeeTest {
    private final Optimizee original = new Quadratics(4, 3).open(5);
    private final Optimizee rescaled = new RescaledOptimizee(new Quadratics(4, 3).open(5), 2, 6);

    @Test
    void startsAtTheSameLoss() {
        double loss = rescaled.evaluate(rescaled.initialParameters()).loss();
        double expected = original.evaluate(original.initialParameters()).loss();
        assertThat(loss).isCloseTo(expected, within(1e-4 * expected));
    }

    @Test
    void gradientsAreMultipliedByTheFactorsThatDivideTheParameters() {
        float[][] there = original.initialParameters();
        float[][] here = rescaled.initialParameters();
        float[][] gradientThere = original.newArrays();
        float[][] gradientHere = rescaled.newArrays();
        original.lossAndGradients(there, 0, gradientThere);
        rescaled.lossAndGradients(here, 0, gradientHere);
        for (int i = 0; i < 12; i++) {
            float factor = there[0][i] / here[0][i];
            assertThat(Math.abs(factor)).isBetween((float) Math.exp(-2.001), (float) Math.exp(2.001));
            float expected = gradientThere[0][i] * factor;
            assertThat(gradientHere[0][i]).isCloseTo(expected, within(2e-3f * (1 + Math.abs(expected))));
        }
    }

    @Test
    void bothSignsOccur() {
        float[][] there = original.initialParameters();
        float[][] here = rescaled.initialParameters();
        long turned = java.util.stream.IntStream.range(0, 12)
                .filter(i -> there[0][i] / here[0][i] < 0)
                .count();
        assertThat(turned).isBetween(1L, 11L);
    }
}
