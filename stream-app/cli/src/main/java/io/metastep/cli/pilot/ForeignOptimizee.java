package io.metastep.cli.pilot;

import io.metastep.optimizees.Evaluation;
import io.metastep.optimizees.Optimizee;
import io.metastep.optimizees.Tensor;
import java.util.List;

/** The optimizee of a stranger, called with care. */
record ForeignOptimizee(Optimizee optimizee, ForeignCode code) implements Optimizee {

    @Override
    public List<Tensor> tensors() {
        return code.call("tensors()", optimizee::tensors);
    }

    @Override
    public float[][] initialParameters() {
        return code.call("initialParameters()", optimizee::initialParameters);
    }

    @Override
    public double lossAndGradients(float[][] parameters, long step, float[][] gradients) {
        return code.call(
                "lossAndGradients at step " + step, () -> optimizee.lossAndGradients(parameters, step, gradients));
    }

    @Override
    public Evaluation evaluate(float[][] parameters) {
        return code.call("evaluate", () -> optimizee.evaluate(parameters));
    }

    @Override
    public double[] problemLosses(float[][] parameters) {
        return code.call("problemLosses", () -> optimizee.problemLosses(parameters));
    }

    @Override
    public void close() {
        code.call("close()", () -> {
            optimizee.close();
            return true;
        });
    }
}
