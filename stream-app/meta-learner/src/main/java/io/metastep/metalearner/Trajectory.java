package io.metastep.metalearner;

import io.metastep.optimizer.BlockState;

/**
 * What is logged of one unroll of one job, enough for its meta-gradient: the memory of the sampled coordinates before the
 * unroll's first step, their gradients and the losses from then on, some steps beyond the unroll included (the credit tail).
 *
 * <p>Step s of the arrays holds loss f_s and gradient grad_s at theta_s, taken before update s. The unroll is the updates 0 to
 * {@code unroll - 1}; the arrays have more entries than that, because an update earns credit only by later gradients.
 */
public final class Trajectory {
    private final BlockState start;
    private final float[] inclusion;
    private final float[][] gradients;
    private final double[] losses;
    private final double[] smoothed;
    private final double initialLoss;
    private final int unroll;
    private final float[][] updates; // empty if they were not logged

    /**
     * Without the updates: those that the optimizer made with the meta-parameters of the time.
     *
     * @see #Trajectory(BlockState, float[], float[][], double[], double[], double, int, float[][])
     */
    public Trajectory(
            BlockState start,
            float[] inclusion,
            float[][] gradients,
            double[] losses,
            double[] smoothed,
            double initialLoss,
            int unroll) {
        this(start, inclusion, gradients, losses, smoothed, initialLoss, unroll, new float[0][]);
    }

    /**
     * Takes ownership of its arguments.
     *
     * @param start optimizer memory of the n sampled coordinates before step 0
     * @param inclusion probability with which each coordinate was sampled, shape [n], in (0, 1]
     * @param gradients logged gradients, shape [steps][n]
     * @param losses logged losses, shape [steps]
     * @param smoothed F_t, a smoothing of the job's losses strictly before each step, shape [steps]
     * @param initialLoss the job's first loss
     * @param unroll number of updates to differentiate, less than steps
     * @param updates what was applied after each step, shape [unroll or more][n]; empty if nobody needs it
     */
    public Trajectory(
            BlockState start,
            float[] inclusion,
            float[][] gradients,
            double[] losses,
            double[] smoothed,
            double initialLoss,
            int unroll,
            float[][] updates) {
        if (unroll < 1
                || unroll >= gradients.length
                || losses.length != gradients.length
                || smoothed.length != gradients.length
                || inclusion.length != start.coordinates()) {
            throw new IllegalArgumentException(
                    "Trajectory of %d updates, %d gradients, %d losses, %d smoothed, %d probabilities for %d coordinates"
                            .formatted(
                                    unroll,
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
        this.unroll = unroll;
        this.updates = updates;
    }

    public int coordinates() {
        return inclusion.length;
    }

    /** Number of logged gradients and losses, more than {@link #unroll}. */
    public int steps() {
        return gradients.length;
    }

    /** Number of updates to differentiate. */
    public int unroll() {
        return unroll;
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
        return updates[step];
    }

    float inclusion(int coordinate) {
        return inclusion[coordinate];
    }

    /** How many coordinates the sampled ones stand for. */
    double totalWeight() {
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
    boolean isFinite() {
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
