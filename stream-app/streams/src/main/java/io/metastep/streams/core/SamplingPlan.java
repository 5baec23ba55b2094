package io.metastep.streams.core;

/**
 * With which probability a coordinate is sampled, such that the expected bytes of a segment are what its unroll may cost.
 *
 * <p>A segment costs {@code fixed + each n} bytes for n coordinates. Where a tenth of the gradients' bytes does not pay for
 * a few coordinates of every unroll, some unrolls are left out instead.
 *
 * @param inclusion probability of each coordinate in an unroll that is recorded, in (0, 1]
 * @param unrollInclusion probability that the unroll is recorded, in (0, 1]
 */
record SamplingPlan(float inclusion, float unrollInclusion) {
    /** Fewer coordinates are not worth what a segment costs beside them. */
    private static final int LEAST_COORDINATES = 8;

    /**
     * The plan for one unroll.
     *
     * @param budget bytes that the unroll may cost in expectation, above 0
     * @param limit bytes that a record may have
     */
    static SamplingPlan of(double budget, double fixed, double each, int coordinates, double limit) {
        double affordable = (Math.min(budget, limit) - fixed) / each;
        double least = Math.min(LEAST_COORDINATES, coordinates);
        if (affordable >= least) {
            return new SamplingPlan(probability(affordable / coordinates), 1);
        }
        return new SamplingPlan(probability(least / coordinates), probability(budget / (fixed + each * least)));
    }

    private static float probability(double value) {
        return (float) Math.min(1, value);
    }

    /**
     * Whether that unroll is recorded: evenly spaced unrolls from a random phase, so that the share is kept by every
     * block and not only by the mean of many.
     *
     * @param phase uniform in [0, 1), the block's own
     */
    boolean records(long unroll, double phase) {
        double place = unroll * (double) unrollInclusion + phase;
        return place - Math.floor(place) < unrollInclusion;
    }

    /** Whether the coordinate is in. */
    // Hot path: per coordinate of an unroll.
    boolean includes(double uniform) {
        return uniform < inclusion;
    }
}
