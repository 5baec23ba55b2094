package io.metastep.streams.core;

/**
 * How much of what jobs live through is written down for those who improve optimizers.
 *
 * @param share bytes of trajectory segments per byte of gradients, 0 (none) to 1; an expectation, see {@link SamplingPlan}
 * @param creditTail gradients beyond an unroll that its segment holds, to give credit to its last updates
 */
public record TrajectorySettings(double share, int creditTail) {
    public static final TrajectorySettings DEFAULTS = new TrajectorySettings(0.1, 5);

    /** No segments. */
    public static final TrajectorySettings OFF = new TrajectorySettings(0, 5);

    boolean isOff() {
        return share == 0;
    }
}
