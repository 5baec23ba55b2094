package io.metastep.optimizer;

/**
 * Gradient descent with momentum: {@code a' = momentum a + g}, {@code u = -rate a'} (Polyak 1964), or with Nesterov's
 * look-ahead {@code u = -rate (g + momentum a')} (Sutskever et al. 2013).
 *
 * @param rate learning rate, finite
 * @param momentum decay of the accumulated gradient, in [0, 1)
 * @param nesterov whether to look ahead
 */
public record MomentumSpec(float rate, float momentum, boolean nesterov) implements OptimizerSpec {

    public MomentumSpec {
        Checks.require(
                Float.isFinite(rate) && momentum >= 0 && momentum < 1,
                "momentum has rate %s and momentum %s, expected a finite rate and 0 <= momentum < 1",
                rate,
                momentum);
    }

    @Override
    public int planes() {
        return Moments.PLANES + 1;
    }

    @Override
    public TileKernel referenceKernel(OptimizerParameters parameters) {
        return new MomentumKernel(this);
    }
}
