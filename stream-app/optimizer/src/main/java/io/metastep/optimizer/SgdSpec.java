package io.metastep.optimizer;

/**
 * Gradient descent: {@code u = -rate g}.
 *
 * @param rate learning rate, finite
 */
public record SgdSpec(float rate) implements OptimizerSpec {

    public SgdSpec {
        Checks.require(Float.isFinite(rate), "SGD has rate %s, expected a finite number", rate);
    }

    @Override
    public int planes() {
        return Moments.PLANES;
    }

    @Override
    public TileKernel referenceKernel(OptimizerParameters parameters) {
        return new SgdKernel(rate);
    }
}
