package io.metastep.metalearner;

import io.metastep.optimizees.Evaluation;
import io.metastep.optimizees.Optimizee;
import io.metastep.optimizees.Tensor;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An optimizee seen through random scales and signs of its coordinates: f'(theta) = f(a theta), a = +-e^p, p uniform in
 * [-spread, spread] for every coordinate (Lv et al. 2017, with signs added). Keeps the optimizer from relying on the scale of
 * what it was trained on.
 */
final class RescaledOptimizee implements Optimizee {
    private final Optimizee original;
    private final float[][] factors;
    private final float[][] scaled;

    RescaledOptimizee(Optimizee original, double spread, long seed) {
        this.original = original;
        scaled = original.newArrays();
        factors = original.newArrays();
        var random = new SplittableRandom(seed);
        for (float[] tensor : factors) {
            for (int i = 0; i < tensor.length; i++) {
                double size = Math.exp(spread * (2 * random.nextDouble() - 1));
                tensor[i] = (float) (random.nextBoolean() ? size : -size);
            }
        }
    }

    @Override
    public List<Tensor> tensors() {
        return original.tensors();
    }

    @Override
    public float[][] initialParameters() {
        float[][] parameters = original.initialParameters();
        for (int t = 0; t < parameters.length; t++) {
            for (int i = 0; i < parameters[t].length; i++) {
                parameters[t][i] /= factors[t][i];
            }
        }
        return parameters;
    }

    @Override
    public double lossAndGradients(float[][] parameters, long step, float[][] gradients) {
        double loss = original.lossAndGradients(scale(parameters), step, gradients);
        for (int t = 0; t < gradients.length; t++) {
            multiply(gradients[t], factors[t], gradients[t]);
        }
        return loss;
    }

    @Override
    public Evaluation evaluate(float[][] parameters) {
        return original.evaluate(scale(parameters));
    }

    private float[][] scale(float[][] parameters) {
        for (int t = 0; t < parameters.length; t++) {
            multiply(parameters[t], factors[t], scaled[t]);
        }
        return scaled;
    }

    private static void multiply(float[] a, float[] b, float[] product) {
        for (int i = 0; i < a.length; i++) {
            product[i] = a[i] * b[i];
        }
    }

    @Override
    public void close() {
        original.close();
    }
}
