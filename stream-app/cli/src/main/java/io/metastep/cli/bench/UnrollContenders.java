package io.metastep.cli.bench;

import io.metastep.cli.bench.Nd4jLstm.Style;
import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.Unroll;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Forward and backward over 20 steps: scalar, vector, ND4J. */
final class UnrollContenders {

    static final int STEPS = 20;

    private final KernelOptions options;
    private final LstmSpec spec;
    private final OptimizerParameters parameters;

    UnrollContenders(KernelOptions options) {
        this.options = options;
        spec = options.spec();
        parameters = KernelOptions.parameters(spec);
    }

    List<Contender> all() {
        return List.of(
                contender("scalar", () -> unrolls(Unroll.scalar(spec, parameters))),
                contender("vector", () -> unrolls(Unroll.of(spec, parameters))),
                contender("nd4j", () -> nd4jUnrolls(Style.PLAIN)),
                contender("nd4jTuned", () -> nd4jUnrolls(Style.TUNED)));
    }

    private Contender contender(String name, Supplier<Runnable> work) {
        return new Contender(name, work, (long) STEPS * options.coordinates);
    }

    private Runnable unrolls(Unroll unroll) {
        BlockState start = new BlockState(options.coordinates, spec.planes());
        float[][] gradients = options.gradients(STEPS);
        float[][] credits = options.gradients(STEPS);
        double[] metaGradient = new double[spec.parameterCount()];
        return () -> unroll.accumulate(start, gradients, credits, false, metaGradient);
    }

    private Runnable nd4jUnrolls(Style style) {
        Nd4jLstm lstm = new Nd4jLstm(spec, parameters, style);
        INDArray[] inputs = inputs(spec.inputs());
        INDArray[] credits = inputs(1);
        return () -> lstm.unroll(inputs, credits);
    }

    private INDArray[] inputs(int columns) {
        return IntStream.range(0, STEPS)
                .mapToObj(step -> KernelContenders.inputs(options.coordinates, columns))
                .toArray(INDArray[]::new);
    }
}
