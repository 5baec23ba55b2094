package io.metastep.metalearner;

import io.metastep.optimizer.AdamSpec;
import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.Optimizer;
import java.util.Arrays;

/**
 * Learning from a teacher, Adam, before learning from losses: jobs are driven by Adam's updates a_s, and the meta-loss is the mean
 * squared distance of the optimizer's own updates u_s(phi) on the same gradients, 1/(T n) sum over s, i of (u_{s,i} - a_{s,i})^2
 * (behavioural cloning, as Lv et al. 2017 and Chen et al. 2020 start). Its credits are c_{s,i} = 2 (u_{s,i} - a_{s,i}) / T with
 * today's updates as constants, and the same back-propagation makes a meta-gradient of them. Live jobs that step themselves are
 * teachers in the same way.
 *
 * @param steps meta-steps that imitate, from the first on; 0 for none
 * @param rate learning rate of Adam (0.9, 0.999)
 */
public record Imitation(int steps, float rate) {
    public static final float DEFAULT_RATE = 0.01f;

    /** Learning from losses right from the start. */
    public static final Imitation NONE = new Imitation(0, DEFAULT_RATE);

    public Imitation {
        if (steps < 0) {
            throw new IllegalArgumentException("Imitation lasts " + steps + " meta-steps, expected 0 or more");
        }
        if (!(rate > 0 && rate <= 10)) {
            throw new IllegalArgumentException("Adam that is imitated has rate " + rate + ", expected 0 to 10");
        }
    }

    /** Whether a meta-step, the first being 1, imitates. */
    boolean covers(int metaStep) {
        return metaStep <= steps;
    }

    AdamSpec teacher() {
        return new AdamSpec(rate, 0.9f, 0.999f, 1e-8f);
    }

    /**
     * Credits of the unroll's updates, shape [unroll][coordinates]; a sampled coordinate stands for 1 / inclusion coordinates.
     *
     * @param trajectory of a job that the teacher drove, its updates included; those of the burn-in earn nothing
     * @param optimizer who learns, with today's meta-parameters
     */
    static float[][] credits(Trajectory trajectory, Optimizer optimizer) {
        var credits = new float[trajectory.unroll()][trajectory.coordinates()];
        BlockState memory = trajectory.start().copy();
        for (int step = 0; step < credits.length; step++) {
            optimizer.step(memory, trajectory.gradient(step), credits[step], trajectory.sparse());
            if (step < trajectory.burnIn()) {
                Arrays.fill(credits[step], 0);
            } else {
                distance(credits[step], trajectory, step);
            }
        }
        return credits;
    }

    /** From updates to twice their distances to the teacher's, in place. */
    private static void distance(float[] updates, Trajectory trajectory, int step) {
        float[] shown = trajectory.update(step);
        double count = trajectory.unroll() - trajectory.burnIn();
        for (int i = 0; i < updates.length; i++) {
            double distance = (double) updates[i] - shown[i];
            updates[i] = (float) (2 * distance / (count * trajectory.inclusion(i)));
        }
    }

    @Override
    public String toString() {
        return steps == 0 ? "none" : "of Adam at rate %s for %d meta-steps".formatted(rate, steps);
    }
}
