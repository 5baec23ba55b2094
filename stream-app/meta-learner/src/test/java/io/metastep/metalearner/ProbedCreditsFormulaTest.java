package io.metastep.metalearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metastep.optimizer.BlockState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Gradient descent with momentum, u_s = -alpha m_s, on f_s(theta) = 1/2 theta^T H theta - b_s^T theta + 3 with coupled coordinates and
 * another minibatch b_s at every step. There the linear answer is exact, so credits must be the derivatives of the mean loss with
 * respect to each update, everything that follows from it included: compared with finite differences in double precision.
 */
class ProbedCreditsFormulaTest {
    private static final int N = 3;
    private static final int STEPS = 8;
    private static final int UNROLL = STEPS - 1;
    private static final double[][] HESSIAN = {{2, 0.5, -0.3}, {0.5, 1, 0.2}, {-0.3, 0.2, 0.4}};
    private static final double[] ALPHA = {0.2, 0.3, 0.1};
    private static final Credits SUM = new Credits(1, 0.001, Objective.SUM);

    @Test
    void creditsAreTheDerivativesThroughLaterGradientsAndUpdates() {
        float[][] credits = credits(SUM, 1);
        for (int s = 0; s < UNROLL; s++) {
            for (int i = 0; i < N; i++) {
                assertThat((double) credits[s][i]).isCloseTo(derivative(s, i), within(1e-5));
            }
        }
    }

    /** Without that the credit of the first update would be far off: the test could not pass by accident. */
    @Test
    void creditsThatIgnoreTheAnswerAreAnother() {
        double ignored = 0;
        double[][] gradients = gradients(new double[UNROLL][N]);
        for (int t = 1; t < STEPS; t++) {
            ignored += gradients[t][0] / (UNROLL * 3.0);
        }
        assertThat(ignored).isNotCloseTo(derivative(0, 0), within(0.1 * Math.abs(derivative(0, 0))));
    }

    @Test
    void discountingForgetsWhatComesLater() {
        float[][] credits = credits(new Credits(0, 0.001, Objective.SUM), 1);
        double[][] gradients = gradients(new double[UNROLL][N]);
        assertThat((double) credits[2][1]).isCloseTo(gradients[3][1] / (UNROLL * 3.0), within(1e-6));
    }

    @Test
    void anEnormousCurvatureDoesNotMakeCreditsExplode() {
        double plain = Math.abs(credits(SUM, 1)[0][0]);
        double steep = Math.abs(credits(SUM, 1e4)[0][0]);
        assertThat(steep).isLessThan(1e4 * 10 * plain);
    }

    /** Loss in units of the first, 3, averaged over the steps after the first, if one update were larger by a little. */
    private static double derivative(int s, int i) {
        double h = 1e-5;
        var more = new double[UNROLL][N];
        var less = new double[UNROLL][N];
        more[s][i] = h;
        less[s][i] = -h;
        return (meanLoss(more) - meanLoss(less)) / (2 * h);
    }

    private static double meanLoss(double[][] pushes) {
        double sum = 0;
        double[][] path = path(pushes);
        for (int t = 1; t < STEPS; t++) {
            sum += loss(path[t], t) / (UNROLL * 3.0);
        }
        return sum;
    }

    private static double[][] gradients(double[][] pushes) {
        double[][] path = path(pushes);
        var gradients = new double[STEPS][];
        Arrays.setAll(gradients, t -> gradient(path[t], t, 1));
        return gradients;
    }

    private static double[][] path(double[][] pushes) {
        var path = new double[STEPS][N];
        path[0] = new double[] {1, -1, 0.5};
        double[] mean = gradient(path[0], 0, 1);
        for (int s = 0; s < UNROLL; s++) {
            double[] gradient = gradient(path[s], s, 1);
            for (int i = 0; i < N; i++) {
                mean[i] = 0.8 * mean[i] + 0.2 * gradient[i];
                path[s + 1][i] = path[s][i] - ALPHA[i] * mean[i] + pushes[s][i];
            }
        }
        return path;
    }

    private static double minibatch(int step, int i) {
        return Math.sin(3 * step + i);
    }

    private static double[] gradient(double[] theta, int step, double steepness) {
        var gradient = new double[N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                gradient[i] += steepness * HESSIAN[i][j] * theta[j];
            }
            gradient[i] -= minibatch(step, i);
        }
        return gradient;
    }

    private static double loss(double[] theta, int step) {
        double loss = 3;
        double[] gradient = gradient(theta, step, 1);
        for (int i = 0; i < N; i++) {
            loss += 0.5 * theta[i] * (gradient[i] - minibatch(step, i));
        }
        return loss;
    }

    private static float[][] credits(Credits rule, double steepness) {
        double[][] path = path(new double[UNROLL][N]);
        var steps = new ArrayList<CourseStep>();
        for (int s = 0; s < STEPS; s++) {
            var update = new double[N];
            for (int i = 0; i < N && s < UNROLL; i++) {
                update[i] = path[s + 1][i] - path[s][i];
            }
            float[] gradient = floats(gradient(path[s], s, steepness));
            steps.add(new CourseStep(s, 1, floats(path[s]), gradient, floats(update)));
        }
        GradientProbe probe = (parameters, step, gradients) ->
                gradients[0] = floats(gradient(doubles(parameters[0]), Math.toIntExact(step), steepness));
        var all = new ProbedCredits(rule, probe, List.copyOf(steps), 3, new float[1][N], new float[1][N]);
        BlockState[] states = {new BlockState(N, 3)};
        return all.of(CoordinateSample.draw(states, N, new RandomStream(1)), UNROLL);
    }

    private static float[] floats(double[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static double[] doubles(float[] values) {
        var doubles = new double[values.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
