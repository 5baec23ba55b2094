package io.metastep.optimizer;

/** The plain kernels. */
final class ScalarKernels implements KernelProvider {

    static final String NAME = "scalar";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public TileKernel lstm(LstmSpec spec, OptimizerParameters parameters) {
        return new ScalarLstmKernel(spec, parameters);
    }

    @Override
    public UnrollKernel lstmUnroll(LstmSpec spec, OptimizerParameters parameters) {
        return new ScalarUnrollKernel(spec, parameters);
    }
}
