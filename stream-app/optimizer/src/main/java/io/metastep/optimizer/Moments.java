package io.metastep.optimizer;

/**
 * The running moments that every optimizer keeps per coordinate, in the state planes 0 to 2.
 *
 * <p>{@code m' = beta m + (1 - beta) g}, {@code v' = beta v + (1 - beta) g^2}, {@code s' = beta s + (1 - beta)}, beta =
 * 0.95; {@code s} is the mass for bias correction: {@code m^ = m / s}, {@code v^ = v / s} (Kingma and Ba 2015, written
 * without a step counter). {@code g^2} is bounded by the largest float, so {@code v} never becomes infinite. A
 * coordinate with {@code s == 0} has seen no gradient but zeros: it is asleep.
 */
public final class Moments {

    public static final int PLANES = 3;
    public static final int M = 0;
    public static final int V = 1;
    public static final int S = 2;
    public static final float BETA = 0.95f;
    public static final float REST = 0.05f;
    public static final float EPSILON = 1e-8f;

    static void update(float[] state, int offset, int width, int lane, float gradient) {
        int m = offset + M * width + lane;
        int v = offset + V * width + lane;
        int s = offset + S * width + lane;
        state[m] = Math.fma(BETA, state[m], REST * gradient);
        state[v] = Math.fma(BETA, state[v], REST * boundedSquare(gradient));
        state[s] = Math.fma(BETA, state[s], REST);
    }

    static float boundedSquare(float gradient) {
        return Math.min(gradient * gradient, Float.MAX_VALUE);
    }

    /** {@code 1 / (sqrt(v^) + eps)}. */
    static float inverseRootMeanSquare(float v, float s) {
        return 1f / ((float) Math.sqrt(v / s) + EPSILON);
    }

    private Moments() {}
}
