package io.metastep.optimizer;

import java.util.List;

/** The features of one coordinate, from its gradient and its moments (already updated with that gradient). */
final class ScalarFeatures {

    static void fill(float[] inputs, List<Feature> features, float[] state, int first, int stride, float gradient) {
        int next = 0;
        for (Feature feature : features) {
            if (feature instanceof Feature.Identity) {
                inputs[next] = gradient;
            } else if (feature instanceof Feature.LogAndSign logAndSign) {
                inputs[next] = logarithm(gradient, logAndSign.inverse());
                inputs[next + 1] = sign(gradient, logAndSign.exponential());
            } else if (feature instanceof Feature.NormalizedGradient) {
                inputs[next] = gradient * inverseRootMeanSquare(state, first, stride);
            } else if (feature instanceof Feature.NormalizedMomentum) {
                inputs[next] = normalizedMomentum(state, first, stride);
            }
            next += feature.inputs();
        }
    }

    static float logarithm(float gradient, float inverse) {
        float scaled = Approximations.log(Math.abs(gradient)) * inverse;
        return scaled < -1f ? -1f : scaled;
    }

    static float sign(float gradient, float exponential) {
        float scaled = gradient * exponential;
        float below = scaled > 1f ? 1f : scaled;
        return below < -1f ? -1f : below;
    }

    static float normalizedMomentum(float[] state, int first, int stride) {
        float hat = state[first + Moments.M * stride] / state[first + Moments.S * stride];
        return hat * inverseRootMeanSquare(state, first, stride);
    }

    private static float inverseRootMeanSquare(float[] state, int first, int stride) {
        return Moments.inverseRootMeanSquare(state[first + Moments.V * stride], state[first + Moments.S * stride]);
    }

    private ScalarFeatures() {}
}
