package io.metastep.optimizees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;
import org.nd4j.linalg.factory.Nd4j;

class QuadraticsFormulaTest {
    private static final int D = 7;
    private static final int B = 5;
    private final QuadraticBatch batch = new QuadraticBatch(new Quadratics(D, B), 42);
    private final float[][] theta = batch.initialParameters();
    private final float[][] gradients = batch.newArrays();

    @Test
    void lossIsTheMeanOfTheSquaredNorms() {
        double expected = 0;
        for (int b = 0; b < B; b++) {
            expected += loss(b, theta[0], -1, 0) / B;
        }
        assertThat(batch.lossAndGradients(theta, 0, gradients)).isCloseTo(expected, within(1e-5 * expected));
    }

    @Test
    void gradientsAreThoseOfEachProblemsOwnLossByFiniteDifferences() {
        batch.lossAndGradients(theta, 0, gradients);
        for (int i = 0; i < B * D; i++) {
            double difference = (loss(i / D, theta[0], i, 1e-4) - loss(i / D, theta[0], i, -1e-4)) / 2e-4;
            assertThat((double) gradients[0][i]).isCloseTo(difference, within(1e-3));
        }
    }

    @Test
    void gradientsAgreeWithNd4j() {
        batch.lossAndGradients(theta, 0, gradients);
        INDArray w = Nd4j.create(batch.matrices(), new int[] {B, D, D});
        INDArray y = Nd4j.create(batch.targets(), new int[] {B, D, 1});
        INDArray residual =
                Nd4j.matmul(w, Nd4j.create(theta[0], new int[] {B, D, 1})).sub(y);
        INDArray expected = Nd4j.matmul(w.permute(0, 2, 1), residual).mul(2);
        for (int i = 0; i < B * D; i++) {
            assertThat(gradients[0][i]).isCloseTo(expected.getFloat(i / D, i % D, 0), within(1e-3f));
        }
    }

    @Test
    void aProblemBehavesAlikeInBatchesOfAnySize() {
        batch.lossAndGradients(theta, 0, gradients);
        float[][] moved = {theta[0].clone()};
        moved[0][0] += 1;
        float[][] other = batch.newArrays();
        batch.lossAndGradients(moved, 0, other);
        for (int i = D; i < B * D; i++) {
            assertThat(other[0][i]).isEqualTo(gradients[0][i]);
        }
    }

    @Test
    void theSeedDecidesEverything() {
        assertThat(new QuadraticBatch(new Quadratics(D, B), 42).initialParameters())
                .isDeepEqualTo(theta);
        assertThat(new QuadraticBatch(new Quadratics(D, B), 43).matrices()).isNotEqualTo(batch.matrices());
    }

    @Test
    void aConditionIsTheRatioOfTheLargestToTheSmallestEigenvalue() {
        var conditioned = new QuadraticBatch(new Quadratics(D, B, 1_000, 0), 42);
        for (int b = 0; b < B; b++) {
            double[] eigenvalues = eigenvalues(conditioned.matrices(), b);
            assertThat(eigenvalues[D - 1]).isCloseTo(4 * D, withinPercentage(0.01));
            assertThat(eigenvalues[0]).isCloseTo(4 * D / 1_000.0, withinPercentage(0.1));
            assertThat(eigenvalues[D / 2]).isBetween(1.001 * eigenvalues[0], 0.999 * eigenvalues[D - 1]);
        }
    }

    /** Of W^T W, ascending. */
    private static double[] eigenvalues(float[] matrices, int b) {
        INDArray w = Nd4j.create(matrices, new int[] {B, D, D}).slice(b).castTo(DataType.DOUBLE);
        double[] values =
                Eigen.symmetricGeneralizedEigenvalues(w.transpose().mmul(w)).toDoubleVector();
        Arrays.sort(values);
        return values;
    }

    @Test
    void noiseIsThatOfTheTargetsAndAnotherOneAtEveryStep() {
        var noisy = new QuadraticBatch(new Quadratics(D, 2_000, Quadratics.GAUSSIAN, 0.5), 42);
        var exact = new QuadraticBatch(new Quadratics(D, 2_000), 42);
        double[] losses = {loss(noisy, 0), loss(noisy, 1), loss(noisy, 1)};
        assertThat(losses[0]).isNotEqualTo(losses[1]);
        assertThat(losses[2]).isEqualTo(losses[1]);
        assertThat(noisy.evaluate(noisy.initialParameters())).isEqualTo(exact.evaluate(exact.initialParameters()));
        // E |r - 0.5 e|^2 = |r|^2 + 0.25 D
        double expected = loss(exact, 0) + 0.25 * D;
        assertThat(losses[0]).isCloseTo(expected, within(0.6));
        assertThat(losses[1]).isCloseTo(expected, within(0.6));
    }

    @Test
    void gradientsAreThoseOfTheNoisyLoss() {
        var noisy = new QuadraticBatch(new Quadratics(D, 1, 100, 0.5), 42);
        float[][] at = noisy.initialParameters();
        float[][] found = noisy.newArrays();
        noisy.lossAndGradients(at, 3, found);
        for (int i = 0; i < D; i++) {
            float[][] moved = {at[0].clone()};
            moved[0][i] += 0.125f;
            double above = noisy.lossAndGradients(moved, 3, noisy.newArrays());
            moved[0][i] -= 0.25f;
            double below = noisy.lossAndGradients(moved, 3, noisy.newArrays());
            assertThat((double) found[0][i]).isCloseTo((above - below) / 0.25, within(1e-3));
        }
    }

    private static double loss(QuadraticBatch quadratics, long step) {
        return quadratics.lossAndGradients(quadratics.initialParameters(), step, quadratics.newArrays());
    }

    private double loss(int b, float[] at, int moved, double by) {
        double loss = 0;
        for (int row = 0; row < D; row++) {
            double residual = -batch.targets()[b * D + row];
            for (int j = 0; j < D; j++) {
                double value = at[b * D + j] + (b * D + j == moved ? by : 0);
                residual += batch.matrices()[(b * D + row) * D + j] * value;
            }
            loss += residual * residual;
        }
        return loss;
    }
}
