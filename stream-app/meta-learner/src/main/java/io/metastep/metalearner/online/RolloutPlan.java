package io.metastep.metalearner.online;

import io.metastep.metalearner.Workload;
import java.util.List;

/**
 * The jobs in process that accompany live ones: live jobs cannot be rescaled, and without rescaling an optimizer comes to rely on
 * the scale of what it sees.
 *
 * @param share of each meta-gradient, in number and in weight, 0 (none) to below 1
 * @param workloads what they train
 * @param unroll updates per trajectory
 * @param tail gradients logged beyond the unroll, for credit only
 * @param coordinates about how many coordinates of each tensor are differentiated
 */
public record RolloutPlan(double share, List<Workload> workloads, int unroll, int tail, int coordinates) {
    /** Only live jobs. */
    public static final RolloutPlan NONE = new RolloutPlan(0, List.of(), 20, 5, 800);

    public RolloutPlan {
        workloads = List.copyOf(workloads);
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("Share of rollouts is " + share + ", expected 0 to below 1");
        }
        if (share > 0 && workloads.isEmpty()) {
            throw new IllegalArgumentException("Share of rollouts is " + share + ", but there is no workload for them");
        }
        if (unroll < 1 || tail < 0 || tail > unroll || coordinates < 1) {
            throw new IllegalArgumentException(
                    "Rollouts with an unroll of %d, a tail of %d and %d coordinates; expected at least 1, 0 to the unroll, at least 1"
                            .formatted(unroll, tail, coordinates));
        }
    }

    /** How many trajectories must go with those of so many live jobs. */
    int count(int live) {
        return (int) Math.ceil(live * share / (1 - share) - 1e-9);
    }
}
