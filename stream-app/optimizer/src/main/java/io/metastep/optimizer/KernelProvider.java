package io.metastep.optimizer;

/** A source of kernels for learned optimizers. All sources' forward kernels return the same bits. */
public interface KernelProvider {

    /** For reports: "scalar" or, for example, "vector 512 bit". */
    String name();

    TileKernel lstm(LstmSpec spec, OptimizerParameters parameters);

    UnrollKernel lstmUnroll(LstmSpec spec, OptimizerParameters parameters);
}
