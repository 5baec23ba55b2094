package io.metastep.optimizer;

import java.util.Arrays;

/**
 * The forward pass of one tile over all steps of an unroll: what back-propagation needs.
 *
 * <p>{@code states} holds {@code steps + 1} tiles, {@code [step][plane][lane]}: the start state, then the state after each
 * step. Lanes beyond the block have zero credits and count as awake. The arrays are live and reused from tile to tile.
 */
public final class RecordedUnroll {

    private final int planes;
    private int steps;
    private int width;
    private float[] states = {};
    private float[][] gradients = {};
    private float[][] credits = {};
    private float[][] updates = {};
    private boolean[][] awake = {};
    private int[] active = {};

    RecordedUnroll(int planes) {
        this.planes = planes;
    }

    void reset(int steps, int width) {
        this.steps = steps;
        this.width = width;
        if (steps > gradients.length) {
            states = new float[(steps + 1) * planes * BlockState.TILE];
            gradients = new float[steps][BlockState.TILE];
            credits = new float[steps][BlockState.TILE];
            updates = new float[steps][BlockState.TILE];
            awake = new boolean[steps][BlockState.TILE];
            active = new int[steps];
        }
    }

    void start(BlockState state, int tile) {
        System.arraycopy(state.values(), state.tileOffset(tile), states, 0, width * planes);
    }

    /** Takes a step forward with lanes {@code from} to {@code from + count} of a block's gradient and credit. */
    void forward(int step, TileStepper stepper, float[] gradient, float[] credit, int from, int count, boolean sparse) {
        copyLanes(gradient, from, count, gradients[step]);
        copyLanes(credit, from, count, credits[step]);
        System.arraycopy(states, state(step), states, state(step + 1), width * planes);
        active[step] = findAwake(step, count, sparse);
        stepper.step(states, state(step + 1), width, gradients[step], updates[step], awake[step], active[step]);
    }

    private void copyLanes(float[] source, int from, int count, float[] target) {
        System.arraycopy(source, from, target, 0, count);
        Arrays.fill(target, count, width, 0f);
    }

    private int findAwake(int step, int count, boolean sparse) {
        int found = TileStepper.findAwake(states, state(step), width, gradients[step], sparse, awake[step]);
        for (int lane = 0; lane < width; lane++) {
            if (lane >= count && !awake[step][lane]) {
                awake[step][lane] = true;
                found++;
            } else if (!awake[step][lane]) {
                credits[step][lane] = 0f;
            }
        }
        return found;
    }

    /** Sum of credit times update. */
    double surrogate() {
        double sum = 0;
        for (int step = 0; step < steps; step++) {
            for (int lane = 0; lane < width; lane++) {
                sum += (double) credits[step][lane] * updates[step][lane];
            }
        }
        return sum;
    }

    public int steps() {
        return steps;
    }

    /** Lanes of the tile, a multiple of 16. */
    public int width() {
        return width;
    }

    public float[] states() {
        return states;
    }

    /** Where in {@link #states()} the state before step {@code step} starts; that after it is at {@code step + 1}. */
    public int state(int step) {
        return step * planes * width;
    }

    public float[] gradients(int step) {
        return gradients[step];
    }

    /** Credits of a step, zero for sleepers. */
    public float[] credits(int step) {
        return credits[step];
    }

    public float[] updates(int step) {
        return updates[step];
    }

    public boolean[] awake(int step) {
        return awake[step];
    }

    /** How many lanes are awake at a step. */
    public int active(int step) {
        return active[step];
    }
}
