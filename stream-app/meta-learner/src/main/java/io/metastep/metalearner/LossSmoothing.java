package io.metastep.metalearner;

/**
 * F_t: exponential smoothing of a job's losses strictly before step t (the minibatch's own loss would tilt the gradient); the
 * initial loss at t = 0.
 */
final class LossSmoothing {
    private static final double DECAY = 0.8;

    private double value = Double.NaN;
    private double initial = Double.NaN;

    /** Returns F_t of the step whose loss this is, then takes the loss in. */
    double next(double loss) {
        if (Double.isNaN(initial)) {
            initial = loss;
            value = loss;
        }
        double before = value;
        value = DECAY * value + (1 - DECAY) * loss;
        return before;
    }

    void save(SnapshotOutput out) {
        out.real(value);
        out.real(initial);
    }

    void restore(SnapshotInput in) {
        value = in.real();
        initial = in.real();
    }

    double initial() {
        return initial;
    }
}
