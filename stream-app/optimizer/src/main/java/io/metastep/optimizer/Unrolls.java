package io.metastep.optimizer;

/** Where unrolls come from. */
final class Unrolls {

    static Unroll of(OptimizerSpec spec, OptimizerParameters parameters) {
        Checks.require(spec.isLearnable(), "%s has no meta-parameters to unroll", spec);
        if (spec instanceof LstmSpec lstm) {
            return Kernels.vector()
                    .map(provider -> with(provider, lstm, parameters))
                    .orElseGet(() -> scalar(lstm, parameters));
        }
        return new LearnableSgdUnroll(parameters);
    }

    static Unroll scalar(LstmSpec spec, OptimizerParameters parameters) {
        return with(new ScalarKernels(), spec, parameters);
    }

    static Unroll with(KernelProvider provider, LstmSpec spec, OptimizerParameters parameters) {
        return new TiledUnroll(provider, spec, parameters);
    }

    private Unrolls() {}
}
