package io.metastep.optimizees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PerceptronTest {
    @Test
    void theSameSeedReturnsTheSameBits() {
        Task task = Perceptrons.standard(DrawnDigits.draw(300, 5));
        assertThat(trajectory(task, 9)).isEqualTo(trajectory(task, 9)).isNotEqualTo(trajectory(task, 10));
    }

    @Test
    void differentStepsSeeDifferentImages() {
        try (var net = new Perceptron(Perceptrons.standard(DrawnDigits.draw(300, 5)), 1)) {
            assertThat(net.minibatch(0).clone()).isNotEqualTo(net.minibatch(1).clone());
        }
    }

    @Test
    void minibatchesOfAllStepsTogetherSpreadOverTheImages() {
        try (var net = new Perceptron(Perceptrons.standard(DrawnDigits.draw(2_000, 5)), 1)) {
            var seen = new HashSet<Integer>();
            for (int step = 0; step < 20; step++) {
                Arrays.stream(net.minibatch(step)).forEach(seen::add);
            }
            double expected = 2_000 * (1 - Math.pow(1 - 1 / 2_000.0, 20 * 128));
            assertThat((double) seen.size()).isCloseTo(expected, within(60.0));
        }
    }

    @Test
    void theMinibatchLossIsAnEstimateOfTheEvaluationLoss() {
        try (var net = new Perceptron(Perceptrons.standard(DrawnDigits.draw(2_000, 5)), 1)) {
            float[][] parameters = net.initialParameters();
            float[][] gradients = net.newArrays();
            double before = 0;
            double after = 0;
            for (int step = 0; step < 80; step++) {
                double loss = net.lossAndGradients(parameters, step, gradients);
                after += step >= 70 ? loss / 10 : 0;
                before += step >= 70 ? net.evaluate(parameters).loss() / 10 : 0;
                move(parameters, gradients, -1);
            }
            assertThat(after).isCloseTo(before, within(0.1));
        }
    }

    @Test
    void tensorsHaveNamesAndShapesOfTheirLayers() {
        try (Optimizee net = Perceptrons.standard(DrawnDigits.draw(10, 5)).open(0)) {
            assertThat(net.tensors())
                    .containsExactly(
                            Tensor.of("dense1/weights", 784, 20),
                            Tensor.of("dense1/biases", 20),
                            Tensor.of("dense2/weights", 20, 10),
                            Tensor.of("dense2/biases", 10));
            assertThat(net.size()).isEqualTo(15_910);
        }
    }

    @Test
    void momentumLearnsToReadDrawnDigits() {
        Evaluation after = train(Perceptrons.standard(DrawnDigits.draw(2_000, 5)), 150);
        assertThat(after.loss()).isLessThan(0.8);
        assertThat(after.accuracy().orElseThrow()).isGreaterThan(0.8);
    }

    @Test
    void momentumLearnsToReadMnist() {
        String folder = System.getenv("METASTEP_DATA");
        assumeTrue(folder != null, "METASTEP_DATA names no data folder");
        var mnist = new TaskCatalogue(Optional.of(Path.of(folder))).mnist();
        Evaluation after = train(new Perceptrons(mnist.range(0, 10_000), List.of(20), Activation.SIGMOID, 128), 150);
        assertThat(after.loss()).isLessThan(0.7);
        assertThat(after.accuracy().orElseThrow()).isGreaterThan(0.8);
    }

    private static List<Double> trajectory(Task task, long seed) {
        try (Optimizee net = task.open(seed)) {
            float[][] parameters = net.initialParameters();
            float[][] gradients = net.newArrays();
            double first = net.lossAndGradients(parameters, 0, gradients);
            move(parameters, gradients, 1);
            return List.of(first, net.lossAndGradients(parameters, 1, gradients), (double) gradients[2][3]);
        }
    }

    private static Evaluation train(Task task, int steps) {
        try (Optimizee net = task.open(1)) {
            float[][] parameters = net.initialParameters();
            float[][] gradients = net.newArrays();
            float[][] velocity = net.newArrays();
            for (int step = 0; step < steps; step++) {
                net.lossAndGradients(parameters, step, gradients);
                decay(velocity);
                move(velocity, gradients, 0.3f);
                move(parameters, velocity, -1);
            }
            return net.evaluate(parameters);
        }
    }

    private static void decay(float[][] velocity) {
        for (float[] tensor : velocity) {
            for (int i = 0; i < tensor.length; i++) {
                tensor[i] *= 0.9f;
            }
        }
    }

    private static void move(float[][] parameters, float[][] direction, float rate) {
        for (int t = 0; t < parameters.length; t++) {
            for (int i = 0; i < parameters[t].length; i++) {
                parameters[t][i] += rate * direction[t][i];
            }
        }
    }
}
