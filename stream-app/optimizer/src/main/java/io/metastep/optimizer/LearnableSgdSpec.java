package io.metastep.optimizer;

/**
 * Gradient descent whose only meta-parameter is its rate: {@code u = -phi g}. The smallest learned optimizer: its
 * meta-gradient can be written down, so it tests meta-training.
 */
public record LearnableSgdSpec() implements OptimizerSpec {

    @Override
    public int parameterCount() {
        return 1;
    }

    @Override
    public int planes() {
        return Moments.PLANES;
    }

    @Override
    public TileKernel referenceKernel(OptimizerParameters parameters) {
        return new SgdKernel(parameters.get(0));
    }
}
