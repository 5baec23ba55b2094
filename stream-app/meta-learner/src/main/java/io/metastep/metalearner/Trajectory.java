package io.metastep.metalearner;

import io.metastep.optimizer.BlockState;
import java.util.Arrays;

/**
 * What is logged of one unroll of one job, enough for its meta-gradient: the memory of the sampled coordinates before the
 * unroll's first step, their gradients and the losses from then on, some steps beyond the unroll included (the credit tail).
 *
 * <p>Step s of the arrays holds loss f_s and gradient grad_s at theta_s, taken before update s. The unroll is the updates 0 to
 * {@code unroll - 1}; the arrays have more entries than that, because an update earns credit only by later gradients. The first
 * {@code burnIn} updates earn none: they only bring the memory up to date.
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
    private final int burnIn;
    private final float[] scales;
    private final boolean sparse;

    /**
     * A trajectory of a job that adds all updates as they are, without burn-in and without a record of the updates. Takes
     * ownership of its arguments.
     *
     * @param start optimizer memory of the n sampled coordinates before step 0
     * @param inclusion probability with which each coordinate was sampled, shape [n], in (0, 1]
     * @param gradients logged gradients, shape [steps][n]
     * @param losses logged losses, shape [steps]
     * @param smoothed F_t, a smoothing of the job's losses strictly before each step, shape [steps]
     * @param initialLoss the job's first loss
     * @param unroll number of updates up to the last to differentiate, less than steps
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
     * The same with the updates.
     *
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
        this(
                start,
                inclusion,
                gradients,
                losses,
                smoothed,
                initialLoss,
                unroll,
                updates,
                0,
                ones(gradients.length),
                false);
    }

    /**
     * The same for any job.
     *
     * @param burnIn number of updates before those to differentiate, less than unroll
     * @param scales what the job multiplied each update with, 0 where it was not this optimizer's, shape [steps]
     * @param sparse whether a zero gradient left memory and parameter of its coordinate untouched
     */
    Trajectory(
            BlockState start,
            float[] inclusion,
            float[][] gradients,
            double[] losses,
            double[] smoothed,
            double initialLoss,
            int unroll,
            float[][] updates,
            int burnIn,
            float[] scales,
            boolean sparse) {
        if (unroll < 1
                || burnIn < 0
                || burnIn >= unroll
                || scales.length != gradients.length
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
        this.burnIn = burnIn;
        this.scales = scales;
        this.sparse = sparse;
    }

    private static float[] ones(int count) {
        var ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
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
        return unroll;
    }

    int burnIn() {
        return burnIn;
    }

    float scale(int step) {
        return scales[step];
    }

    boolean sparse() {
        return sparse;
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
