package io.metastep.streams.core;

/**
 * What a block remembers of its job's losses since its memory began: the first one, and F_t, a smoothing of those strictly
 * before the next step.
 *
 * <p>F_0 is the first loss, F_{t+1} = d F_t + (1 - d) loss_t with d = 0.8.
 */
final class LossHistory {
    private static final double DECAY = 0.8;

    private double initial = Double.NaN;
    private double smoothed = Double.NaN;

    /** The loss before all others; NaN while there was none. */
    double initial() {
        return initial;
    }

    /** F_t of the step that comes next; NaN while there was no loss. */
    double smoothed() {
        return smoothed;
    }

    // Hot path: per record.
    void begin(double loss) {
        if (Double.isNaN(initial)) {
            set(loss, loss);
        }
    }

    /** Takes in the loss of a step; {@link #begin} has seen it. */
    // Hot path: per record.
    void take(double loss) {
        smoothed = smooth(smoothed, loss);
    }

    /** {@code d before + (1 - d) loss}. */
    // Hot path: per record.
    static double smooth(double before, double loss) {
        return DECAY * before + (1 - DECAY) * loss;
    }

    void set(double first, double smoothedLosses) {
        initial = first;
        smoothed = smoothedLosses;
    }

    void become(LossHistory other) {
        set(other.initial, other.smoothed);
    }

    void forget() {
        set(Double.NaN, Double.NaN);
    }
}
