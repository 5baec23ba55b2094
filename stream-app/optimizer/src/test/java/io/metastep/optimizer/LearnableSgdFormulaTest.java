package io.metastep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LearnableSgdFormulaTest {

    private static final int STEPS = 5;
    private static final float SLOPE = 0.75f;

    /** f(x) = slope x: x_t = x_0 - t phi slope, so d/dphi of the sum of f(x_1..x_T) is -slope^2 T(T+1)/2. */
    @Test
    void metaGradientOnALineIsTheAnalyticOne() {
        LearnableSgdSpec spec = new LearnableSgdSpec();
        OptimizerParameters phi = OptimizerParameters.of(spec, new float[] {0.1f});
        float[][] gradients = new float[STEPS][1];
        float[][] credits = new float[STEPS][1];
        for (int t = 0; t < STEPS; t++) {
            gradients[t][0] = SLOPE;
            credits[t][0] = SLOPE * (STEPS - t);
        }
        double[] metaGradient = new double[1];
        double surrogate = Unroll.of(spec, phi)
                .accumulate(new BlockState(1, spec.planes()), gradients, credits, false, metaGradient);
        double expected = -SLOPE * SLOPE * STEPS * (STEPS + 1) / 2;
        assertThat(metaGradient[0]).isCloseTo(expected, within(1e-12));
        assertThat(surrogate).isCloseTo(0.1f * expected, within(1e-12));
    }

    @Test
    void stepsDownhillAtItsRate() {
        LearnableSgdSpec spec = new LearnableSgdSpec();
        Optimizer optimizer = Optimizers.of(spec, OptimizerParameters.of(spec, new float[] {0.25f}));
        float[] update = new float[3];
        optimizer.step(optimizer.newState(3), new float[] {4f, -8f, 0f}, update, false);
        assertThat(update).containsExactly(-1f, 2f, 0f);
    }

    @Test
    void startsAtRateZero() {
        assertThat(Arrays.toString(new LearnableSgdSpec().initialParameters(1).toArray()))
                .isEqualTo("[0.0]");
    }
}
