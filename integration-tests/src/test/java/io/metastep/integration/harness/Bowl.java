package io.metastep.integration.harness;

import io.metastep.client.Tensor;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A training task whose gradients depend on its parameters, so that one wrong bit of one update changes all that follow:
 * loss 1/2 sum a (theta - c)^2, with another minibatch of the coordinates at each step; the gradient of the others is 0.
 */
public final class Bowl {
    private static final double IN_MINIBATCH = 0.8;

    private final long seed;
    private final float[][] parameters;
    private final float[][] centre;
    private final float[][] curvature;

    public Bowl(long seed, List<Tensor> tensors) {
        this.seed = seed;
        parameters = random(seed, tensors);
        centre = random(seed + 1, tensors);
        curvature = random(seed + 2, tensors);
    }

    /** The live parameters, [tensor][coordinate]. */
    public float[][] parameters() {
        return parameters;
    }

    public double loss() {
        double loss = 0;
        for (int t = 0; t < parameters.length; t++) {
            for (int i = 0; i < parameters[t].length; i++) {
                double distance = parameters[t][i] - centre[t][i];
                loss += curvature[t][i] * distance * distance / 2;
            }
        }
        return loss;
    }

    /** Gradients at the present parameters on the minibatch of the step. */
    public float[][] gradients(long step) {
        SplittableRandom minibatch = new SplittableRandom(seed * 31 + step);
        float[][] gradients = new float[parameters.length][];
        for (int t = 0; t < parameters.length; t++) {
            gradients[t] = new float[parameters[t].length];
            for (int i = 0; i < gradients[t].length; i++) {
                boolean chosen = minibatch.nextDouble() < IN_MINIBATCH;
                gradients[t][i] = chosen ? curvature[t][i] * (parameters[t][i] - centre[t][i]) : 0f;
            }
        }
        return gradients;
    }

    private static float[][] random(long seed, List<Tensor> tensors) {
        SplittableRandom random = new SplittableRandom(seed);
        return tensors.stream()
                .map(tensor -> random(random, (int) tensor.coordinates()))
                .toArray(float[][]::new);
    }

    private static float[] random(SplittableRandom random, int coordinates) {
        float[] values = new float[coordinates];
        for (int i = 0; i < coordinates; i++) {
            values[i] = (float) random.nextDouble(0.1, 2);
        }
        return values;
    }
}
