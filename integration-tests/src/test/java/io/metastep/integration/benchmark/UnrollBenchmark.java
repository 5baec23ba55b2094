package io.metastep.integration.benchmark;

import io.metastep.integration.harness.Noise;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Unroll;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** Forward and backward through 20 steps of the two-layer 20-unit LSTM; unrolls/s times 20 times coordinates are coordinate-steps/s. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls prepare() before anything else.
public class UnrollBenchmark {
    private static final int STEPS = 20;

    @Param({"1024", "4096"})
    int coordinates;

    private Unroll unroll;
    private BlockState start;
    private float[][] gradients;
    private float[][] credits;
    private double[] metaGradient;

    @Setup
    public void prepare() {
        OptimizerFile file = OptimizerFiles.lstm("benchmark", 1);
        unroll = Unroll.of(file.spec(), file.parameters());
        start = new BlockState(coordinates, file.spec().planes());
        gradients = steps(1);
        credits = steps(2);
        metaGradient = new double[file.spec().parameterCount()];
    }

    @Benchmark
    public double forwardAndBackward() {
        Arrays.fill(metaGradient, 0);
        return unroll.accumulate(start, gradients, credits, false, metaGradient);
    }

    private float[][] steps(long seed) {
        return IntStream.range(0, STEPS)
                .mapToObj(step -> Noise.of(seed, step, coordinates))
                .toArray(float[][]::new);
    }
}
