package io.metastep.metalearner;

/** What one job brought to a meta-step: its meta-gradient, unless something in it was not a number. */
public final class SlotReport {
    private final double[] gradient; // empty if discarded
    private final double metaLoss;
    private final boolean finished;

    private SlotReport(double[] gradient, double metaLoss, boolean finished) {
        this.gradient = gradient;
        this.metaLoss = metaLoss;
        this.finished = finished;
    }

    static SlotReport of(double[] gradient, double metaLoss, boolean finished) {
        return new SlotReport(gradient, metaLoss, finished);
    }

    static SlotReport discarded() {
        return new SlotReport(new double[0], Double.NaN, true);
    }

    public boolean isDiscarded() {
        return gradient.length == 0;
    }

    boolean isFinished() {
        return finished;
    }

    /** Mean log(F_t / F_initial) of its trajectory. */
    public double metaLoss() {
        return metaLoss;
    }

    /** Adds the meta-gradient, times the factor. */
    public void addTo(double[] sum, double factor) {
        for (int i = 0; i < gradient.length; i++) {
            sum[i] += factor * gradient[i];
        }
    }
}
