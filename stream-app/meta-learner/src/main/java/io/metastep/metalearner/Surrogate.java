package io.metastep.metalearner;

import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.Unroll;

/**
 * What a logged trajectory says about today's meta-parameters phi: S(phi) = sum of c u(phi) plus the {@link Proximal} term, with u
 * computed again from the stored memory and the logged gradients, and {@link Credits} c as constants. Of a job that stepped itself it says how to imitate it, see {@link
 * Imitation}, whatever its losses. One thread.
 */
public final class Surrogate {
    private final Credits credits;
    private final Proximal proximal;
    private final Optimizer today;
    private final Unroll unroll;
    private final int size;

    /** The surrogate at these meta-parameters. */
    public Surrogate(OptimizerSpec spec, OptimizerParameters phi, Credits credits, Proximal proximal) {
        this.credits = credits;
        this.proximal = proximal;
        today = Optimizers.of(spec, phi);
        unroll = Unroll.of(spec, phi);
        size = phi.size();
    }

    /**
     * dS/dphi, the mean per coordinate; without the proximal term what {@link MetaGradient#of} returns, bit for bit.
     *
     * @param trajectory with its updates, if there is a proximal term
     * @return shape [phi]; not finite if the trajectory is not
     */
    public double[] gradient(Trajectory trajectory) {
        if (trajectory.isShown()) {
            return MetaGradient.of(trajectory, Imitation.credits(trajectory, today), unroll, size);
        }
        float[][] all = credits.of(trajectory);
        proximal.addTo(all, trajectory, today);
        return MetaGradient.of(trajectory, all, unroll, size);
    }
}
