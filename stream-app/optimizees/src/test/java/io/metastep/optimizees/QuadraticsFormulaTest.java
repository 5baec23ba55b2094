package io.metastep.optimizees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class QuadraticsFormulaTest {
    private static final int D = 7;
    private static final int B = 5;
    private final QuadraticBatch batch = new QuadraticBatch(D, B, 42);
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
        assertThat(new QuadraticBatch(D, B, 42).initialParameters()).isDeepEqualTo(theta);
        assertThat(new QuadraticBatch(D, B, 43).matrices()).isNotEqualTo(batch.matrices());
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
