package io.metastep.optimizer;

/**
 * RMSprop: {@code r' = decay r + (1 - decay) g^2}, {@code u = -rate g / (sqrt(r') + epsilon)} (Tieleman and Hinton 2012).
 *
 * @param rate learning rate, finite
 * @param decay decay of the mean square, in [0, 1)
 * @param epsilon bound of the denominator, positive
 */
public record RmsPropSpec(float rate, float decay, float epsilon) implements OptimizerSpec {

    public RmsPropSpec {
        Checks.require(
                Float.isFinite(rate) && decay >= 0 && decay < 1 && epsilon > 0,
                "RMSprop has rate %s, decay %s, epsilon %s; expected a finite rate, 0 <= decay < 1, epsilon > 0",
                rate,
                decay,
                epsilon);
    }

    @Override
    public int planes() {
        return Moments.PLANES + 1;
    }

    @Override
    public TileKernel referenceKernel(OptimizerParameters parameters) {
        return new RmsPropKernel(this);
    }
}
