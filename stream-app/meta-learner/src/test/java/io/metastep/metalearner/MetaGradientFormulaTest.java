package io.metastep.metalearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.LearnableSgdSpec;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.Unroll;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * One-parameter SGD, u = -phi g, on f(x) = x^2 from x = 1: everything can be written down. With mu = 1 and constant gradients
 * dL/dphi = sum over s of c_s du_s/dphi = -sum over s of g_s (sum over t > s of w_t g_t).
 */
class MetaGradientFormulaTest {
    private static final int STEPS = 6;
    private static final double RATE = 0.1;
    private final double[] x = new double[STEPS];

    MetaGradientFormulaTest() {
        x[0] = 1;
        for (int t = 1; t < STEPS; t++) {
            x[t] = x[t - 1] * (1 - 2 * RATE);
        }
    }

    @Test
    void isTheDerivativeOfTheMeanLogLossWithGradientsHeldConstant() {
        var spec = new LearnableSgdSpec();
        var unroll = Unroll.of(spec, OptimizerParameters.of(spec, new float[] {(float) RATE}));
        double[] gradient = MetaGradient.of(trajectory(), new Credits(1, 1e-9), unroll, 1);
        assertThat(gradient[0]).isCloseTo(derivative(), within(1e-5));
    }

    /** theta_t(phi) = x_0 - phi sum over s < t of g_s with logged g; L = 1/T sum over t of f'(theta_t)/f(theta_t) theta_t. */
    private double derivative() {
        double sum = 0;
        for (int t = 1; t < STEPS; t++) {
            double moved = 0;
            for (int s = 0; s < t; s++) {
                moved -= 2 * x[s];
            }
            sum += 2 * x[t] * moved / (x[t] * x[t] * (STEPS - 1));
        }
        return sum;
    }

    @Test
    void coordinatesWithoutCreditCountInTheMeanAndContributeNothing() {
        var spec = new LearnableSgdSpec();
        var unroll = Unroll.of(spec, OptimizerParameters.of(spec, new float[] {(float) RATE}));
        double alone = MetaGradient.of(trajectory(), new Credits(1, 1e-9), unroll, 1)[0];
        double[] besideTwoDeadOnes = MetaGradient.of(among(trajectory(), 3, 1), new Credits(1, 1e-9), unroll, 1);
        assertThat(besideTwoDeadOnes[0]).isCloseTo(alone / 3, within(1e-12));
        assertThat(MetaGradient.of(dead(), new Credits(1, 1e-9), unroll, 1)).containsExactly(0);
    }

    private static Trajectory among(Trajectory one, int coordinates, int place) {
        var gradients = new float[STEPS][coordinates];
        var losses = new double[STEPS];
        for (int t = 0; t < STEPS; t++) {
            gradients[t][place] = one.gradient(t)[0];
            losses[t] = one.smoothed(t);
        }
        return new Trajectory(
                new BlockState(coordinates, 3),
                new float[] {1, 1, 1},
                gradients,
                losses,
                losses.clone(),
                1,
                AppliedUpdates.asTheyAre(STEPS - 1, STEPS));
    }

    private static Trajectory dead() {
        var losses = new double[STEPS];
        Arrays.fill(losses, 1);
        return new Trajectory(
                new BlockState(1, 3),
                new float[] {1},
                new float[STEPS][1],
                losses,
                losses.clone(),
                1,
                AppliedUpdates.asTheyAre(STEPS - 1, STEPS));
    }

    private Trajectory trajectory() {
        var gradients = new float[STEPS][1];
        for (int t = 0; t < STEPS; t++) {
            gradients[t][0] = (float) (2 * x[t]);
        }
        double[] losses = Arrays.stream(x).map(value -> value * value).toArray();
        return new Trajectory(
                new BlockState(1, 3),
                new float[] {1},
                gradients,
                losses,
                losses.clone(),
                1,
                AppliedUpdates.asTheyAre(STEPS - 1, STEPS));
    }

    @Test
    void isNormalizedToOneAndClippedToOneAtMost() {
        double[] gradient = {3, 4};
        MetaGradient.clip(gradient);
        assertThat(MetaGradient.norm(gradient)).isCloseTo(1, within(1e-12));
        double[] small = {0.3, 0.4};
        MetaGradient.clip(small);
        assertThat(small).containsExactly(0.3, 0.4);
        MetaGradient.normalize(small);
        assertThat(MetaGradient.norm(small)).isCloseTo(1, within(1e-12));
        double[] nothing = {0, 0};
        MetaGradient.normalize(nothing);
        assertThat(nothing).containsExactly(0, 0);
    }
}
