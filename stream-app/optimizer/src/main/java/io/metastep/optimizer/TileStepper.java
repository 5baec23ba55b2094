package io.metastep.optimizer;

import java.util.Arrays;

/**
 * Runs a kernel over one tile and keeps sleeping coordinates asleep.
 *
 * <p>A tile without a sleeper goes straight through the kernel, a tile of sleepers is skipped; in a mixed tile the
 * sleepers go along and get their state back afterwards.
 */
final class TileStepper {

    private final TileKernel kernel;
    private final int planes;
    private final float[] saved;

    TileStepper(TileKernel kernel, int planes) {
        this.kernel = kernel;
        this.planes = planes;
        this.saved = new float[BlockState.TILE * planes];
    }

    TileStepper fork() {
        return new TileStepper(kernel.fork(), planes);
    }

    /**
     * Marks the lanes that a gradient moves.
     *
     * @return how many
     */
    static int findAwake(float[] state, int offset, int width, float[] gradients, boolean sparse, boolean[] awake) {
        int mass = offset + Moments.S * width;
        int active = 0;
        for (int lane = 0; lane < width; lane++) {
            awake[lane] = gradients[lane] != 0f || (!sparse && state[mass + lane] != 0f);
            active += awake[lane] ? 1 : 0;
        }
        return active;
    }

    // Hot path: per tile and step.
    void step(float[] state, int offset, int width, float[] gradients, float[] updates, boolean[] awake, int active) {
        if (active == width) {
            kernel.step(state, offset, width, gradients, updates);
        } else if (active == 0) {
            Arrays.fill(updates, 0, width, 0f);
        } else {
            stepMixed(state, offset, width, gradients, updates, awake);
        }
    }

    private void stepMixed(float[] state, int offset, int width, float[] gradients, float[] updates, boolean[] awake) {
        System.arraycopy(state, offset, saved, 0, width * planes);
        kernel.step(state, offset, width, gradients, updates);
        for (int lane = 0; lane < width; lane++) {
            if (!awake[lane]) {
                updates[lane] = 0f;
                restore(state, offset, width, lane);
            }
        }
    }

    private void restore(float[] state, int offset, int width, int lane) {
        for (int i = lane; i < width * planes; i += width) {
            state[offset + i] = saved[i];
        }
    }
}
