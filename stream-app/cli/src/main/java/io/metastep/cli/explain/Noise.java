package io.metastep.cli.explain;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Gradients of independent coordinates that are noise around zero, the same at every call, and what answers have to do with them. */
final class Noise {
    static final int STEPS = 200;
    private static final int COORDINATES = 256;
    private static final int SETTLED = 50; // answers before are those of a fresh memory
    private static final long SEED = 20_160_614;

    private final float[][] gradients = new float[STEPS][COORDINATES];

    /** Noise of that standard deviation. */
    Noise(double size) {
        var random = new SplittableRandom(SEED);
        for (float[] step : gradients) {
            for (int i = 0; i < COORDINATES; i++) {
                step[i] = (float) (size * random.nextGaussian());
            }
        }
    }

    float[][] gradients() {
        return gradients.clone();
    }

    /** Root mean square of settled answers. */
    static double rms(float[][] updates) {
        return Math.sqrt(mean(updates, updates, 0));
    }

    /** Correlation of each settled answer with the gradient that it answers. */
    double correlationWithGradient(float[][] updates) {
        return mean(updates, gradients, 0) / (rms(updates) * rms(gradients));
    }

    /** Correlation of each settled answer with the one before. */
    static double correlationWithLast(float[][] updates) {
        return mean(updates, updates, 1) / mean(updates, updates, 0);
    }

    /** Mean of settled answers in units of their root mean square. */
    static double drift(float[][] updates) {
        return Arrays.stream(means(updates)).average().orElse(Double.NaN) / rms(updates);
    }

    /** Two standard errors of the drift, from the means of the coordinates, which know nothing of each other. */
    static double driftError(float[][] updates) {
        double[] means = means(updates);
        double mean = Arrays.stream(means).average().orElse(Double.NaN);
        double variance = Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum() / (COORDINATES - 1);
        return 2 * Math.sqrt(variance / COORDINATES) / rms(updates);
    }

    private static double[] means(float[][] updates) {
        double[] means = new double[COORDINATES];
        for (int step = SETTLED; step < STEPS; step++) {
            for (int i = 0; i < COORDINATES; i++) {
                means[i] += updates[step][i] / (double) (STEPS - SETTLED);
            }
        }
        return means;
    }

    /** Mean product of one with the other, that many steps before. */
    private static double mean(float[][] one, float[][] other, int lag) {
        double sum = 0;
        for (int step = SETTLED; step < STEPS; step++) {
            for (int i = 0; i < COORDINATES; i++) {
                sum += (double) one[step][i] * other[step - lag][i];
            }
        }
        return sum / ((STEPS - SETTLED) * COORDINATES);
    }
}
