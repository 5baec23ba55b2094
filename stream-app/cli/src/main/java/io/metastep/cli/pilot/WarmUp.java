package io.metastep.cli.pilot;

import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.Optimizer;
import java.util.Arrays;

/**
 * Steps a block that belongs to nobody until the virtual machine has compiled the optimizer: on a small task the first steps would
 * otherwise decide what a step is said to take.
 */
final class WarmUp {
    private static final int COORDINATES = 1_024;
    private static final int STEPS = 2_000; // 2 million coordinates, after which nothing is left to compile

    private WarmUp() {}

    static void run(Optimizer optimizer) {
        Optimizer fork = optimizer.fork();
        BlockState state = fork.newState(COORDINATES);
        float[] gradient = new float[COORDINATES];
        float[] update = new float[COORDINATES];
        Arrays.fill(gradient, 0.1f);
        for (int step = 0; step < STEPS; step++) {
            fork.step(state, gradient, update, false);
        }
    }
}
