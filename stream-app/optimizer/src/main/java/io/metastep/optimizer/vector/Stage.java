package io.metastep.optimizer.vector;

import io.metastep.optimizer.BlockState;
import java.util.Arrays;

/**
 * What back-propagation keeps of one layer, or of the output, over the steps of an unroll.
 *
 * <p>{@code derivatives} are dS/dz, {@code [step][row][lane]}, four rows (gates) per unit; {@code columns} are what the
 * products saw, {@code [step][column][lane]}: x, h, a one for the bias, zeros up to a multiple of four. {@code sums} of
 * derivative times column are the meta-gradient, {@code [unit][group of 4 columns][gate][column][lane of a vector]}; the
 * lanes are added up at the very end.
 */
final class Stage {

    final int units;
    final int inputs;
    final int paddedColumns;
    final float[] sums;
    float[] derivatives = {};
    float[] columns = {};

    /**
     * @param units groups of four rows
     * @param inputs columns without the bias
     */
    Stage(int units, int inputs) {
        this.units = units;
        this.inputs = inputs;
        this.paddedColumns = Products.roundUp(inputs + 1);
        this.sums = new float[units * Products.ROWS * paddedColumns * Lanes.LENGTH];
    }

    /** Makes room for an unroll. */
    void reserve(int steps) {
        if (derivatives.length < steps * units * Products.ROWS * BlockState.TILE) {
            derivatives = new float[steps * units * Products.ROWS * BlockState.TILE];
            columns = new float[steps * paddedColumns * BlockState.TILE];
        }
    }

    /** Distance of two steps' derivatives, and where those of a step start when multiplied by it. */
    int derivativesStride(int width) {
        return units * Products.ROWS * width;
    }

    /** Distance of two steps' columns. */
    int columnsStride(int width) {
        return paddedColumns * width;
    }

    /** Writes the bias's one and the padding of a step's columns. */
    void fillBias(int step, int width) {
        int bias = step * columnsStride(width) + inputs * width;
        Arrays.fill(columns, bias, bias + width, 1f);
        Arrays.fill(columns, bias + width, (step + 1) * columnsStride(width), 0f);
    }

    /** Makes a step contribute nothing. */
    void clear(int step, int width) {
        int derivative = step * derivativesStride(width);
        Arrays.fill(derivatives, derivative, derivative + derivativesStride(width), 0f);
        int column = step * columnsStride(width);
        Arrays.fill(columns, column, column + columnsStride(width), 0f);
    }
}
