package io.metastep.metalearner;

/** The meta-gradient of one job: the mean per coordinate over several of its trajectories, each weighing what it stands for. */
public final class JobGradient {
    private double[] mean = {};
    private double weight;

    /**
     * Takes in the meta-gradient of one trajectory; of a single one the mean is itself, bit for bit.
     *
     * @param gradient mean per coordinate; changes hands
     * @param coordinates how many it stands for, {@link Trajectory#totalWeight}
     */
    public void add(double[] gradient, double coordinates) {
        weight += coordinates;
        if (isEmpty()) {
            mean = gradient;
        } else {
            approach(gradient, coordinates / weight);
        }
    }

    private void approach(double[] gradient, double share) {
        for (int i = 0; i < mean.length; i++) {
            mean[i] += share * (gradient[i] - mean[i]);
        }
    }

    /** Whether nothing was taken in. */
    public boolean isEmpty() {
        return mean.length == 0;
    }

    /** The live mean; empty if nothing was taken in. */
    public double[] mean() {
        return mean;
    }
}
