package io.metastep.metalearner;

/**
 * How much an update earned: c_s = dL/du_s under the assumption that gradients do not depend on the meta-parameters.
 *
 * <p>L = mean over t of the {@link Objective} of F_t, so dL/dtheta_t = w_t grad_t with w_t = 1 / (T max(F_t, lossFloor
 * F_initial)) for LOG and w_t = 1 / (T F_initial) for SUM, and {@code c_s = scale A_s}, {@code A_s = w_{s+1} grad_{s+1} + mu
 * A_{s+1}}, zero at the last gradient. Only strictly later gradients count: the gradient of the minibatch that made the update
 * would flip the sign under noise. mu = 1 with SUM is Andrychowicz et al. 2016; mu below 1 discounts what an update is credited
 * for later, which in truth depends on the updates in between.
 *
 * @param discount mu, in [0, 1]
 * @param lossFloor smallest share of the initial loss that still tells losses apart, in (0, 1)
 * @param objective what is minimized
 */
public record Credits(double discount, double lossFloor, Objective objective) {
    public static final Credits STANDARD = new Credits(0.7, 0.001);

    /** For the logarithm of the losses. */
    public Credits(double discount, double lossFloor) {
        this(discount, lossFloor, Objective.LOG);
    }

    public Credits {
        if (!(discount >= 0 && discount <= 1)) {
            throw new IllegalArgumentException("Credit discount is " + discount + ", expected 0 to 1");
        }
        if (!(lossFloor > 0 && lossFloor < 1)) {
            throw new IllegalArgumentException("Loss floor is " + lossFloor + ", expected a share between 0 and 1");
        }
    }

    /** Credits of the unroll's updates, zero while the memory burns in, shape [unroll][coordinates]. */
    public float[][] of(Trajectory trajectory) {
        var credits = new float[trajectory.unroll()][trajectory.coordinates()];
        var sum = new double[trajectory.coordinates()];
        for (int step = trajectory.steps() - 2; step >= 0; step--) {
            accumulate(sum, trajectory.gradient(step + 1), weight(trajectory, step + 1));
            if (step >= trajectory.burnIn() && step < trajectory.unroll()) {
                weigh(sum, trajectory, step, credits[step]);
            }
        }
        return credits;
    }

    private void accumulate(double[] sum, float[] gradient, double weight) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = weight * gradient[i] + discount * sum[i];
        }
    }

    private double weight(Trajectory trajectory, int step) {
        int updates = trajectory.unroll() - trajectory.burnIn();
        return weight(trajectory.smoothed(step), trajectory.initialLoss(), updates);
    }

    /** w_t of a step with smoothed loss F_t among so many updates. */
    double weight(double smoothed, double initialLoss, int updates) {
        return objective.slope(smoothed, initialLoss, lossFloor) / updates;
    }

    /** A sampled coordinate stands for 1 / inclusion coordinates. */
    private static void weigh(double[] sum, Trajectory trajectory, int step, float[] credits) {
        float scale = trajectory.scale(step);
        for (int i = 0; i < sum.length; i++) {
            credits[i] = (float) (scale * sum[i] / trajectory.inclusion(i));
        }
    }
}
