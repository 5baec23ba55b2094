package io.metastep.metalearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metastep.optimizer.BlockState;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CreditsFormulaTest {
    private static final int STEPS = 9;
    private static final int UNROLL = 6;
    private static final int N = 3;
    private final SplittableRandom random = new SplittableRandom(1);
    private final float[][] gradients = new float[STEPS][N];
    private final double[] smoothed = new double[STEPS];

    CreditsFormulaTest() {
        for (int step = 0; step < STEPS; step++) {
            smoothed[step] = 1 + random.nextDouble();
            for (int i = 0; i < N; i++) {
                gradients[step][i] = (float) random.nextGaussian();
            }
        }
        smoothed[5] = 1e-9;
    }

    @Test
    void anUpdateIsCreditedForAllLaterGradientsDiscountedByTheirDistance() {
        float[][] credits = new Credits(0.7, 0.001).of(trajectory(1, 1, 1));
        for (int s = 0; s < UNROLL; s++) {
            for (int i = 0; i < N; i++) {
                double expected = 0;
                for (int t = s + 1; t < STEPS; t++) {
                    expected += Math.pow(0.7, t - s - 1) * gradients[t][i] / (UNROLL * Math.max(smoothed[t], 0.002));
                }
                assertThat((double) credits[s][i]).isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
            }
        }
    }

    @Test
    void aSampledCoordinateStandsForThoseLeftOut() {
        float[][] all = Credits.STANDARD.of(trajectory(1, 1, 1));
        float[][] sampled = Credits.STANDARD.of(trajectory(1, 0.25f, 1));
        assertThat(sampled[2][1]).isCloseTo(4 * all[2][1], within(1e-5f));
        assertThat(sampled[2][0]).isEqualTo(all[2][0]);
    }

    @Test
    void withoutDiscountingItIsTheGradientAtTheNextStepOnly() {
        float[][] credits = new Credits(0, 0.001).of(trajectory(1, 1, 1));
        assertThat((double) credits[3][2]).isCloseTo(gradients[4][2] / (UNROLL * smoothed[4]), within(1e-6));
    }

    @Test
    void theSumOfLossesWeighsAllStepsAlikeInUnitsOfTheFirstLoss() {
        float[][] credits = new Credits(0.9, 0.001, Objective.SUM).of(trajectory(1, 1, 1));
        for (int s = 0; s < UNROLL; s++) {
            double expected = 0;
            for (int t = s + 1; t < STEPS; t++) {
                expected += Math.pow(0.9, t - s - 1) * gradients[t][1] / (UNROLL * 2.0);
            }
            assertThat((double) credits[s][1]).isCloseTo(expected, within(1e-6));
        }
    }

    @Test
    void slopesAreTheDerivativesOfTheObjectives() {
        double h = 1e-6;
        assertThat(Objective.LOG.slope(0.3, 2, 0.001))
                .isCloseTo((Math.log(0.3 + h) - Math.log(0.3 - h)) / (2 * h), within(1e-6));
        assertThat(Objective.SUM.slope(0.3, 2, 0.001))
                .isCloseTo(((0.3 + h) / 2 - (0.3 - h) / 2) / (2 * h), within(1e-6));
        assertThat(Objective.LOG.slope(0, 2, 0.001)).isEqualTo(500);
    }

    private Trajectory trajectory(float... inclusion) {
        return new Trajectory(
                new BlockState(N, 3),
                inclusion,
                gradients,
                new double[STEPS],
                smoothed.clone(),
                2,
                AppliedUpdates.asTheyAre(UNROLL, STEPS));
    }
}
