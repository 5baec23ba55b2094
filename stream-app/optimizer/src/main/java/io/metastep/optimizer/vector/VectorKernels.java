package io.metastep.optimizer.vector;

import io.metastep.optimizer.KernelProvider;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.TileKernel;
import io.metastep.optimizer.UnrollKernel;

/** The vector kernels at this machine's preferred width. */
public final class VectorKernels implements KernelProvider {

    @Override
    public String name() {
        return "vector " + Lanes.FLOATS.vectorBitSize() + " bit";
    }

    @Override
    public TileKernel lstm(LstmSpec spec, OptimizerParameters parameters) {
        return new VectorLstmKernel(spec, parameters);
    }

    @Override
    public UnrollKernel lstmUnroll(LstmSpec spec, OptimizerParameters parameters) {
        return new VectorUnrollKernel(spec, parameters);
    }
}
