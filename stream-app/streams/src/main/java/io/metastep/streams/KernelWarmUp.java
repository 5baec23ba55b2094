package io.metastep.streams;

import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Optimizers;
import io.metastep.schemas.Limits;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps blocks that belong to nobody until the virtual machine has loaded and compiled the kernels. Without it the first
 * steps of the first job are interpreted: the first of a block of 1,024 coordinates takes about 2,000 times as long as one
 * that is compiled.
 *
 * <p>Optimizers, states and arrays are its own and are dropped, so no answer depends on it.
 */
final class KernelWarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(KernelWarmUp.class);

    /** Steps of each optimizer; by then hardly anything is left to compile. */
    static final int STEPS = 300;

    /** For all optimizers together; the step that passes it is the last. A start must not wait longer on a busy machine. */
    static final Duration LIMIT = Duration.ofMillis(500);

    private final LongSupplier nanoTime;
    private long end;

    KernelWarmUp(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Warms up what these run on; the number of steps taken. */
    int run(List<OptimizerFile> files) {
        // Loading classes is not counted: a first record would have to wait for that in any case.
        List<Optimizer> optimizers = files.stream().map(Optimizers::of).toList();
        long begin = nanoTime.getAsLong();
        end = begin + LIMIT.toNanos();
        int steps = optimizers.stream().mapToInt(this::step).sum();
        LOG.atDebug()
                .addKeyValue("steps", steps)
                .addKeyValue("millis", (nanoTime.getAsLong() - begin) / 1_000_000)
                .log("Kernels are warm");
        return steps;
    }

    private int step(Optimizer optimizer) {
        BlockState state = optimizer.newState(Limits.DEFAULT_BLOCK_COORDINATES);
        float[] gradient = gradient();
        float[] update = new float[gradient.length];
        int steps = 0;
        while (steps < STEPS && nanoTime.getAsLong() - end < 0) {
            optimizer.step(state, gradient, update, false);
            steps++;
        }
        return steps;
    }

    /** Both signs, and zeros for the coordinates that are asleep. */
    private static float[] gradient() {
        float[] gradient = new float[Limits.DEFAULT_BLOCK_COORDINATES];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (i % 7 - 3) * 0.1f;
        }
        return gradient;
    }
}
