package io.metastep.cli.bench;

import io.metastep.cli.bench.Nd4jLstm.Style;
import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.Optimizers;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One step of a block: scalar, vector, ND4J. */
final class KernelContenders {

    private static final int GRADIENTS = 4;

    private final KernelOptions options;
    private final LstmSpec spec;
    private final OptimizerParameters parameters;

    KernelContenders(KernelOptions options) {
        this.options = options;
        spec = options.spec();
        parameters = KernelOptions.parameters(spec);
    }

    List<Contender> all() {
        return List.of(
                contender("scalar", () -> steps(Optimizers.scalar(spec, parameters), options)),
                contender("vector", () -> steps(Optimizers.of(spec, parameters), options)),
                contender("nd4j", () -> nd4jSteps(Style.PLAIN)),
                contender("nd4jTuned", () -> nd4jSteps(Style.TUNED)));
    }

    /** The fastest kernel of any learned optimizer, alone, on several blocks in turn as an application meets them. */
    static Contender vector(OptimizerSpec spec, OptimizerParameters parameters, int blocks, int coordinates) {
        KernelOptions options = new KernelOptions();
        options.coordinates = coordinates;
        return new Contender(
                "vector",
                () -> inTurn(blocks, () -> steps(Optimizers.of(spec, parameters), options)),
                (long) blocks * coordinates);
    }

    private static Runnable inTurn(int blocks, Supplier<Runnable> block) {
        List<Runnable> all = Stream.generate(block).limit(blocks).toList();
        return () -> all.forEach(Runnable::run);
    }

    private Contender contender(String name, Supplier<Runnable> work) {
        return new Contender(name, work, options.coordinates);
    }

    private static Runnable steps(Optimizer optimizer, KernelOptions options) {
        BlockState state = optimizer.newState(options.coordinates);
        float[][] gradients = options.gradients(GRADIENTS);
        float[] update = new float[options.coordinates];
        return new Runnable() {
            private int step;

            @Override
            public void run() {
                optimizer.step(state, gradients[step++ % GRADIENTS], update, false);
            }
        };
    }

    private Runnable nd4jSteps(Style style) {
        Nd4jLstm lstm = new Nd4jLstm(spec, parameters, style);
        List<Nd4jLstm.Memory> memory = lstm.newMemory(options.coordinates);
        INDArray inputs = inputs(options.coordinates, spec.inputs());
        INDArray update = Nd4j.zeros(options.coordinates, 1);
        return () -> lstm.step(inputs, memory, update);
    }

    static INDArray inputs(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(rows);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Nd4j.createFromArray(values).reshape(rows, columns).dup('f');
    }
}
