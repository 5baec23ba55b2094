package io.metastep.metalearner;

/** When a training run is given up. */
public final class Divergence {
    private static final double HOPELESS = 1e3;

    private Divergence() {}

    /**
     * The loss from which on a run has diverged: 1,000 times its first loss. Where losses are negative the rise counts, a first loss of
     * zero has no size to compare with, and only what is not a number or infinite has diverged then.
     */
    public static double limit(double firstLoss) {
        return firstLoss == 0 ? Double.POSITIVE_INFINITY : firstLoss > 0 ? HOPELESS * firstLoss : -HOPELESS * firstLoss;
    }
}
