package io.metastep.optimizer;

import java.util.List;

/**
 * Where the arrays of an LSTM lie in its flat meta-parameters and in a coordinate's state.
 *
 * <p>Meta-parameters: per layer {@code W[4H][X]}, {@code U[4H][H]}, {@code b[4H]}, row-major, gates in the order i, f, g,
 * o (row {@code gate * H + unit}); then the output's {@code w[H]} and {@code b[1]}. State planes: {@link Moments}, then
 * per layer {@code h[H]} and {@code c[H]}.
 */
public final class LstmLayout {

    /** Gates of a cell, in this order: input, forget, candidate, output. */
    public static final int GATES = 4;

    private final int[] hidden;
    private final int[] inputs;
    private final int[] parameterOffset;
    private final int[] plane;

    LstmLayout(LstmSpec spec) {
        List<Integer> sizes = spec.hiddenSizes();
        hidden = sizes.stream().mapToInt(Integer::intValue).toArray();
        inputs = new int[hidden.length + 1];
        parameterOffset = new int[hidden.length + 1];
        plane = new int[hidden.length + 1];
        inputs[0] = spec.inputs();
        plane[0] = Moments.PLANES;
        for (int layer = 0; layer < hidden.length; layer++) {
            int rows = GATES * hidden[layer];
            inputs[layer + 1] = hidden[layer];
            parameterOffset[layer + 1] = parameterOffset[layer] + rows * (inputs[layer] + hidden[layer] + 1);
            plane[layer + 1] = plane[layer] + 2 * hidden[layer];
        }
    }

    /** Number of layers. */
    public int layers() {
        return hidden.length;
    }

    /** Number of units of a layer. */
    public int hidden(int layer) {
        return hidden[layer];
    }

    /** Number of inputs of a layer; of the output for {@code layer == layers()}. */
    public int inputs(int layer) {
        return inputs[layer];
    }

    /** Offset of {@code W[4H][X]} of a layer. */
    public int inputWeights(int layer) {
        return parameterOffset[layer];
    }

    /** Offset of {@code U[4H][H]} of a layer. */
    public int recurrentWeights(int layer) {
        return parameterOffset[layer] + GATES * hidden[layer] * inputs[layer];
    }

    /** Offset of {@code b[4H]} of a layer. */
    public int bias(int layer) {
        return parameterOffset[layer + 1] - GATES * hidden[layer];
    }

    /** Offset of the output's {@code w}. */
    public int outputWeights() {
        return parameterOffset[hidden.length];
    }

    /** Offset of the output's {@code b}. */
    public int outputBias() {
        return outputWeights() + inputs[hidden.length];
    }

    /** Number of meta-parameters. */
    public int size() {
        return outputBias() + 1;
    }

    /** First state plane of a layer's {@code h}. */
    public int hPlane(int layer) {
        return plane[layer];
    }

    /** First state plane of a layer's {@code c}. */
    public int cPlane(int layer) {
        return plane[layer] + hidden[layer];
    }
}
