package io.metastep.integration.benchmark;

import io.metastep.integration.harness.Noise;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Optimizers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One step of the two-layer 20-unit LSTM over a block; steps/s times coordinates are coordinate-steps/s. With
 * {@code -prof gc} the figure to look at first is gc.alloc.rate.norm: bytes per step, which must be 0.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls prepare() before anything else.
public class KernelBenchmark {
    private static final int DISTINCT_GRADIENTS = 8;

    @Param({"1024", "16384"})
    int coordinates;

    @Param({"scalar", "fastest"})
    String kernel;

    private final float[][] gradients = new float[DISTINCT_GRADIENTS][];
    private Optimizer optimizer;
    private BlockState state;
    private float[] update;
    private int next;

    @Setup
    public void prepare() {
        OptimizerFile file = OptimizerFiles.lstm("benchmark", 1);
        optimizer = kernel.equals("scalar")
                ? Optimizers.scalar(file.spec(), file.parameters())
                : Optimizers.of(file.spec(), file.parameters());
        state = optimizer.newState(coordinates);
        update = new float[coordinates];
        for (int i = 0; i < DISTINCT_GRADIENTS; i++) {
            gradients[i] = Noise.of(1, i, coordinates);
        }
    }

    @Benchmark
    public float[] step() {
        next = (next + 1) % DISTINCT_GRADIENTS;
        optimizer.step(state, gradients[next], update, false);
        return update;
    }
}
