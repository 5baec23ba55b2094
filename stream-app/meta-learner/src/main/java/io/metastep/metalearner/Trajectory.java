package io.metastep.metalearner;

import io.metastep.optimizer.BlockState;

/**
 * What is logged of one unroll of one job, enough for its meta-gradient: the memory of the sampled coordinates before the
 * unroll's first step, their gradients and the losses from then on, some steps beyond the unroll included (the credit tail).
 *
 * <p>Step s of the arrays holds loss f_s and gradient grad_s at theta_s, taken before update s. There are more steps than the
 * unroll of its {@link AppliedUpdates} has updates, because an update earns credit only by later gradients.
 */
public final class Trajectory {
    private final BlockState start;
    private final float[] inclusion;
    private final float[][] gradients;
    private final double[] losses;
    private final double[] smoothed;
    private final double initialLoss;
    private final AppliedUpdates updates;

    /**
     * A trajectory. Takes ownership of its arguments.
     *
     * @param start optimizer memory of the n sampled coordinates before step 0
     * @param inclusion probability with which each coordinate was sampled, shape [n], in (0, 1]
     * @param gradients logged gradients, shape [steps][n]
     * @param losses logged losses, shape [steps]
     * @param smoothed F_t, a smoothing of the job's losses strictly before each step, shape [steps]
     * @param initialLoss the job's first loss
     * @param updates which updates to differentiate and how the job applied them, of as many steps
     */
    public Trajectory(
            BlockState start,
            float[] inclusion,
            float[][] gradients,
            double[] losses,
            double[] smoothed,
            double initialLoss,
            AppliedUpdates updates) {
        if (updates.steps() != gradients.length
                || losses.length != gradients.length
                || smoothed.length != gradients.length
                || inclusion.length != start.coordinates()) {
            throw new IllegalArgumentException(
                    "Trajectory of %d steps with %d gradients, %d losses, %d smoothed, %d probabilities for %d coordinates"
                            .formatted(
                                    updates.steps(),
                                    gradients.length,
                                    losses.length,
                                    smoothed.length,
                                    inclusion.length,
                                    start.coordinates()));
        }
        this.start = start;
        this.inclusion = inclusion;
        this.gradients = gradients;
        this.losses = losses;
        this.smoothed = smoothed;
        this.initialLoss = initialLoss;
        this.updates = updates;
    }

    public int coordinates() {
        return inclusion.length;
    }

    /** Number of logged gradients and losses, more than {@link #unroll}. */
    public int steps() {
        return gradients.length;
    }

    /** Number of updates up to the last to differentiate. */
    public int unroll() {
        return updates.unroll();
    }

    int burnIn() {
        return updates.burnIn();
    }

    float scale(int step) {
        return updates.scale(step);
    }

    boolean sparse() {
        return updates.sparse();
    }

    /** Whether the job stepped itself, so that its updates can only be imitated. */
    boolean isShown() {
        return updates.isShown();
    }

    BlockState start() {
        return start;
    }

    float[][] gradients() {
        return gradients;
    }

    float[] gradient(int step) {
        return gradients[step];
    }

    float[] update(int step) {
        return updates.logged(step);
    }

    float inclusion(int coordinate) {
        return inclusion[coordinate];
    }

    /** How many coordinates the sampled ones stand for. */
    public double totalWeight() {
        double sum = 0;
        for (float probability : inclusion) {
            sum += 1 / probability;
        }
        return sum;
    }

    double smoothed(int step) {
        return smoothed[step];
    }

    double initialLoss() {
        return initialLoss;
    }

    /** The trajectory's share of the meta-loss: mean of log(F_t / F_initial) over the steps after the first. */
    public double metaLoss(double lossFloor) {
        double sum = 0;
        for (int step = 1; step < steps(); step++) {
            sum += Math.log(Math.max(losses[step] / initialLoss, lossFloor));
        }
        return sum / (steps() - 1);
    }

    /** Whether every loss and gradient is a number. */
    public boolean isFinite() {
        double sum = 0;
        for (int step = 0; step < steps(); step++) {
            sum += 0 * losses[step];
            for (float gradient : gradients[step]) {
                sum += 0 * gradient;
            }
        }
        return sum == 0;
    }
}
