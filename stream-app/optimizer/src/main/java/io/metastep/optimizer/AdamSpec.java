package io.metastep.optimizer;

/**
 * Adam: {@code m' = beta1 m + (1 - beta1) g}, {@code v' = beta2 v + (1 - beta2) g^2}, {@code u = -rate m^ / (sqrt(v^) +
 * epsilon)} (Kingma and Ba 2015). Bias correction divides by the mass of each mean, which is {@code 1 - beta^t} with t
 * counted from the coordinate's first gradient that is not zero.
 *
 * @param rate learning rate, finite
 * @param beta1 decay of the mean, in [0, 1)
 * @param beta2 decay of the mean square, in [0, 1)
 * @param epsilon bound of the denominator, positive
 */
public record AdamSpec(float rate, float beta1, float beta2, float epsilon) implements OptimizerSpec {

    public AdamSpec {
        Checks.require(
                Float.isFinite(rate) && beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon > 0,
                "Adam has rate %s, beta1 %s, beta2 %s, epsilon %s; expected a finite rate, 0 <= beta < 1, epsilon > 0",
                rate,
                beta1,
                beta2,
                epsilon);
    }

    @Override
    public int planes() {
        return Moments.PLANES + 4;
    }

    @Override
    public TileKernel referenceKernel(OptimizerParameters parameters) {
        return new AdamKernel(this);
    }
}
