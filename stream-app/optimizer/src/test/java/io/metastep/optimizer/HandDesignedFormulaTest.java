package io.metastep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Hand-designed optimizers against their formulas in double precision, one coordinate over 30 steps. */
class HandDesignedFormulaTest {

    private static final double RATE = 0.1f;

    @Test
    void gradientDescent() {
        compare(new SgdSpec(0.1f), g -> -RATE * g);
    }

    @Test
    void momentum() {
        double[] a = new double[1];
        compare(new MomentumSpec(0.1f, 0.9f, false), g -> {
            a[0] = 0.9f * a[0] + g;
            return -RATE * a[0];
        });
    }

    @Test
    void nesterov() {
        double[] a = new double[1];
        compare(new MomentumSpec(0.1f, 0.9f, true), g -> {
            a[0] = 0.9f * a[0] + g;
            return -RATE * (g + 0.9f * a[0]);
        });
    }

    @Test
    void rmsProp() {
        double[] r = new double[1];
        compare(new RmsPropSpec(0.1f, 0.9f, 1e-8f), g -> {
            r[0] = 0.9f * r[0] + (1 - (double) 0.9f) * g * g;
            return -RATE * g / (Math.sqrt(r[0]) + 1e-8);
        });
    }

    @Test
    void adam() {
        double[] s = new double[3];
        double beta1 = 0.9f;
        double beta2 = 0.999f;
        compare(new AdamSpec(0.1f, 0.9f, 0.999f, 1e-8f), g -> {
            s[0] = beta1 * s[0] + (1 - beta1) * g;
            s[1] = beta2 * s[1] + (1 - beta2) * g * g;
            s[2]++;
            double mean = s[0] / (1 - Math.pow(beta1, s[2]));
            double square = s[1] / (1 - Math.pow(beta2, s[2]));
            return -RATE * mean / (Math.sqrt(square) + 1e-8);
        });
    }

    private static void compare(OptimizerSpec spec, DoubleUnaryOperator formula) {
        Optimizer optimizer = Optimizers.of(spec);
        BlockState state = optimizer.newState(1);
        float[] update = new float[1];
        for (int step = 1; step <= 30; step++) {
            float gradient = (float) (Math.sin(step) / step);
            optimizer.step(state, new float[] {gradient}, update, false);
            double expected = formula.applyAsDouble(gradient);
            assertThat((double) update[0])
                    .as("step %d", step)
                    .isCloseTo(expected, within(1e-5 * (1 + Math.abs(expected))));
        }
    }
}
