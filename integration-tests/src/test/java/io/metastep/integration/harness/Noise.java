package io.metastep.integration.harness;

import java.util.SplittableRandom;

/** Gradients as a function of seed and step. */
public final class Noise {
    private Noise() {}

    /** Normally distributed over four decades of size, with a zero here and there. */
    public static float[] of(long seed, long step, int coordinates) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + step);
        float[] gradient = new float[coordinates];
        for (int i = 0; i < coordinates; i++) {
            gradient[i] = random.nextInt(16) == 0 ? 0f : value(random);
        }
        return gradient;
    }

    private static float value(SplittableRandom random) {
        double size = Math.exp(random.nextDouble(-6, 3));
        return (float) (random.nextBoolean() ? size : -size);
    }
}
