package io.metastep.optimizer;

/** Where optimizers come from. */
public final class Optimizers {

    /** An optimizer on the fastest kernel that this virtual machine can run. */
    public static Optimizer of(OptimizerFile file) {
        return of(file.spec(), file.parameters());
    }

    /** A hand-designed optimizer, or a learnable one with parameters all zero. */
    public static Optimizer of(OptimizerSpec spec) {
        return of(spec, OptimizerParameters.zeros(spec));
    }

    /** An optimizer on the fastest kernel that this virtual machine can run. */
    public static Optimizer of(OptimizerSpec spec, OptimizerParameters parameters) {
        checkSize(spec, parameters);
        if (spec instanceof LstmSpec lstm) {
            return Kernels.vector()
                    .map(provider -> with(provider, lstm, parameters))
                    .orElseGet(() -> scalar(spec, parameters));
        }
        return scalar(spec, parameters);
    }

    /** The same optimizer, bit for bit, on the plain kernel that defines it. */
    public static Optimizer scalar(OptimizerSpec spec, OptimizerParameters parameters) {
        checkSize(spec, parameters);
        return new TiledOptimizer(spec, spec.referenceKernel(parameters), ScalarKernels.NAME);
    }

    /** The same optimizer, bit for bit, on the kernel of {@code provider}. */
    public static Optimizer with(KernelProvider provider, LstmSpec spec, OptimizerParameters parameters) {
        checkSize(spec, parameters);
        return new TiledOptimizer(spec, provider.lstm(spec, parameters), provider.name());
    }

    /** Which kernel learned optimizers run on here: "scalar" or, for example, "vector 512 bit". */
    public static String kernel() {
        return Kernels.vector().map(KernelProvider::name).orElse(ScalarKernels.NAME);
    }

    private static void checkSize(OptimizerSpec spec, OptimizerParameters parameters) {
        Checks.require(
                parameters.size() == spec.parameterCount(),
                "got %s parameters, expected %s for %s",
                parameters.size(),
                spec.parameterCount(),
                spec);
    }

    private Optimizers() {}
}
