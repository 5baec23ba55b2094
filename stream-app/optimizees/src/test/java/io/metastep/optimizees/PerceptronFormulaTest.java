package io.metastep.optimizees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares loss and gradients with a perceptron written again in double precision and differentiated numerically. */
class PerceptronFormulaTest {
    private final LabelledImages images = DrawnDigits.draw(50, 3);

    @ParameterizedTest
    @EnumSource
    void lossAndGradientsAgreeWithFiniteDifferencesInDoublePrecision(Activation activation) {
        check(new Perceptrons(images, List.of(6, 5), activation, 9));
    }

    @Test
    void softmaxRegressionIsAPerceptronWithoutHiddenLayers() {
        check(new Perceptrons(images, List.of(), Activation.SIGMOID, 9));
    }

    private static void check(Perceptrons task) {
        try (var net = new Perceptron(task, 7)) {
            float[][] parameters = spread(net.initialParameters());
            float[][] gradients = net.newArrays();
            double loss = net.lossAndGradients(parameters, 4, gradients);
            var reference = new Reference(task, net.minibatch(4).clone(), parameters);
            assertThat(loss).isCloseTo(reference.loss(), within(1e-5));
            var random = new SplittableRandom(1);
            for (int tensor = 0; tensor < parameters.length; tensor++) {
                for (int trial = 0; trial < 40; trial++) {
                    int i = random.nextInt(parameters[tensor].length);
                    assertThat((double) gradients[tensor][i])
                            .as("tensor %d coordinate %d", tensor, i)
                            .isCloseTo(reference.difference(tensor, i), within(2e-5));
                }
            }
        }
    }

    /** Parameters ten times as large as the initial ones, so that the nonlinearities matter. */
    private static float[][] spread(float[][] parameters) {
        for (float[] tensor : parameters) {
            for (int i = 0; i < tensor.length; i++) {
                tensor[i] *= 10;
            }
        }
        return parameters;
    }

    private static final class Reference {
        private final Perceptrons task;
        private final int[] minibatch;
        private final double[][] parameters;

        Reference(Perceptrons task, int[] minibatch, float[][] parameters) {
            this.task = task;
            this.minibatch = minibatch;
            this.parameters = new double[parameters.length][];
            for (int t = 0; t < parameters.length; t++) {
                this.parameters[t] = new double[parameters[t].length];
                for (int i = 0; i < parameters[t].length; i++) {
                    this.parameters[t][i] = parameters[t][i];
                }
            }
        }

        double difference(int tensor, int i) {
            double eps = 1e-6;
            parameters[tensor][i] += eps;
            double above = loss();
            parameters[tensor][i] -= 2 * eps;
            double below = loss();
            parameters[tensor][i] += eps;
            return (above - below) / (2 * eps);
        }

        double loss() {
            double sum = 0;
            for (int image : minibatch) {
                sum += loss(image);
            }
            return sum / minibatch.length;
        }

        private double loss(int image) {
            var brightness = new float[task.images().pixelsPerImage()];
            task.images().copyPixels(image, brightness, 0);
            var x = new double[brightness.length];
            for (int i = 0; i < x.length; i++) {
                x[i] = brightness[i];
            }
            for (int layer = 0; layer < parameters.length / 2; layer++) {
                x = dense(x, parameters[2 * layer], parameters[2 * layer + 1]);
                for (int i = 0; i < x.length && layer < parameters.length / 2 - 1; i++) {
                    x[i] = activate(x[i]);
                }
            }
            double total = 0;
            for (double z : x) {
                total += Math.exp(z);
            }
            return Math.log(total) - x[task.images().label(image)];
        }

        private static double[] dense(double[] x, double[] w, double[] b) {
            var z = b.clone();
            for (int in = 0; in < x.length; in++) {
                for (int out = 0; out < b.length; out++) {
                    z[out] += x[in] * w[in * b.length + out];
                }
            }
            return z;
        }

        private double activate(double z) {
            return switch (task.activation()) {
                case SIGMOID -> 1 / (1 + Math.exp(-z));
                case RELU -> Math.max(0, z);
                case TANH -> Math.tanh(z);
                case ELU -> z > 0 ? z : Math.expm1(z);
            };
        }
    }
}
