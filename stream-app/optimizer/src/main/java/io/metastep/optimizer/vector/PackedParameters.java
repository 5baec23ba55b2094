package io.metastep.optimizer.vector;

import io.metastep.optimizer.LstmLayout;
import java.util.Arrays;

/** The meta-parameters of an LSTM in the order in which the passes read them. */
final class PackedParameters {

    private final float[][] units;
    private final float[][] transposed;
    private final float[] output;

    PackedParameters(LstmLayout layout, float[] phi) {
        units = new float[layout.layers()][];
        transposed = new float[layout.layers()][];
        for (int layer = 0; layer < units.length; layer++) {
            units[layer] = packUnits(layout, phi, layer);
            transposed[layer] = packTransposed(layout, phi, layer);
        }
        output = Arrays.copyOfRange(phi, layout.outputWeights(), layout.size());
    }

    /** Per unit {@code bias[4]}, then {@code [x, h][4 gates]}, gates in the order of {@link GatesPass}. */
    float[] units(int layer) {
        return units[layer];
    }

    /**
     * Per group of four rows a zero bias, then {@code [derivative][4 rows]}; rows are the layer's h, then (except in the
     * first layer, where nobody asks) its x; derivatives are in the order of {@link Stage}.
     */
    float[] transposed(int layer) {
        return transposed[layer];
    }

    /** One weight per column, then the bias. */
    float[] output() {
        return output;
    }

    private static float[] packUnits(LstmLayout layout, float[] phi, int layer) {
        int hidden = layout.hidden(layer);
        int inputs = layout.inputs(layer);
        int length = Products.packedLength(inputs + hidden);
        float[] packed = new float[hidden * length];
        for (int row = 0; row < LstmLayout.GATES * hidden; row++) {
            int at = row % hidden * length + GatesPass.PLACE[row / hidden];
            packed[at] = phi[layout.bias(layer) + row];
            at += Products.ROWS;
            spread(phi, layout.inputWeights(layer) + row * inputs, inputs, packed, at);
            at += Products.ROWS * inputs;
            spread(phi, layout.recurrentWeights(layer) + row * hidden, hidden, packed, at);
        }
        return packed;
    }

    private static void spread(float[] from, int first, int count, float[] to, int at) {
        for (int k = 0; k < count; k++) {
            to[at + Products.ROWS * k] = from[first + k];
        }
    }

    private static float[] packTransposed(LstmLayout layout, float[] phi, int layer) {
        int hidden = layout.hidden(layer);
        int inputs = layer == 0 ? 0 : layout.inputs(layer);
        int groups = Products.roundUp(hidden + inputs) / Products.ROWS;
        float[] packed = new float[groups * Products.packedLength(LstmLayout.GATES * hidden)];
        for (int row = 0; row < LstmLayout.GATES * hidden; row++) {
            int column = row % hidden * LstmLayout.GATES + GatesPass.PLACE[row / hidden];
            for (int k = 0; k < hidden; k++) {
                packed[transposedAt(hidden, k, column)] = phi[layout.recurrentWeights(layer) + row * hidden + k];
            }
            for (int k = 0; k < inputs; k++) {
                packed[transposedAt(hidden, hidden + k, column)] = phi[layout.inputWeights(layer) + row * inputs + k];
            }
        }
        return packed;
    }

    private static int transposedAt(int hidden, int row, int column) {
        int group = row / Products.ROWS * Products.packedLength(LstmLayout.GATES * hidden);
        return group + Products.ROWS * (1 + column) + row % Products.ROWS;
    }
}
