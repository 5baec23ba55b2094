package io.metastep.metalearner;

import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.Optimizer;

/**
 * What keeps today's updates u near those that were really applied, u_log. The surrogate sum of c u is linear in u: it believes
 * that twice the step does twice the good, so off-policy it diverges. The term
 *
 * <pre>{@code (kappa / 2) (rms c / rms u_log) sum over s, i of (u_{s,i} - u_log_{s,i})^2}</pre>
 *
 * has the gradient kappa (rms c / rms u_log) (u - u_log), which is added to the credits c: at u = u_log, on-policy, it is nothing,
 * and a change by rms u_log / kappa weighs as much as the credits. Updates without effect on the job (masked, or scaled by zero) and
 * those of the burn-in are left out, of the sum and of both root mean squares. Where all applied updates were exactly zero there
 * is nothing to stay near to, and no term: an optimizer must be able to leave zero.
 *
 * @param kappa strength, 0 for none
 */
public record Proximal(double kappa) {
    public static final Proximal STANDARD = new Proximal(2);
    public static final Proximal NONE = new Proximal(0);

    public Proximal {
        if (!(kappa >= 0 && kappa <= 1_000)) {
            throw new IllegalArgumentException("Proximal strength kappa is " + kappa + ", expected 0 to 1000");
        }
    }

    /** Whether there is no term at all. */
    public boolean isOff() {
        return kappa == 0;
    }

    /**
     * Adds the gradient of the term to the credits.
     *
     * @param credits c of the trajectory, shape [unroll][coordinates], where a sampled coordinate stands for 1 / inclusion
     * @param trajectory with the updates that were applied
     * @param today the optimizer with today's meta-parameters
     */
    void addTo(float[][] credits, Trajectory trajectory, Optimizer today) {
        double strength = isOff() ? 0 : kappa * ratio(credits, trajectory);
        if (strength > 0) {
            add(strength, credits, trajectory, today);
        }
    }

    /** rms c / rms u_log; both are over the same updates, so it is the ratio of the norms. 0 where there is none. */
    private static double ratio(float[][] credits, Trajectory trajectory) {
        double credit = 0;
        double applied = 0;
        for (int step = trajectory.burnIn(); step < trajectory.unroll(); step++) {
            if (trajectory.scale(step) != 0) {
                credit += squares(credits[step], trajectory);
                applied += squares(trajectory.update(step));
            }
        }
        return applied > 0 ? Math.sqrt(credit / applied) : 0;
    }

    private static double squares(float[] credits, Trajectory trajectory) {
        double sum = 0;
        for (int i = 0; i < credits.length; i++) {
            double ofOne = credits[i] * (double) trajectory.inclusion(i);
            sum += ofOne * ofOne;
        }
        return sum;
    }

    private static double squares(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum;
    }

    private static void add(double strength, float[][] credits, Trajectory trajectory, Optimizer today) {
        BlockState memory = trajectory.start().copy();
        var update = new float[trajectory.coordinates()];
        for (int step = 0; step < trajectory.unroll(); step++) {
            today.step(memory, trajectory.gradient(step), update, trajectory.sparse());
            if (step >= trajectory.burnIn() && trajectory.scale(step) != 0) {
                addDistance(strength, update, trajectory, step, credits[step]);
            }
        }
    }

    private static void addDistance(double strength, float[] update, Trajectory trajectory, int step, float[] credits) {
        float[] applied = trajectory.update(step);
        for (int i = 0; i < credits.length; i++) {
            double distance = (double) update[i] - applied[i];
            credits[i] += (float) (strength * distance / trajectory.inclusion(i));
        }
    }
}
