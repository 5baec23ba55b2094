package io.metastep.cli.optimizers;

import io.metastep.optimizer.LstmLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Lists the arrays of an LSTM the way a framework keeps them, each with its place among our parameters. */
final class SourceArrays {

    /** Adds the arrays of a layer. */
    interface LayerArrays {

        /**
         * Adds them.
         *
         * @param layer counted from 0
         * @param name how arrays name it, counted from 1
         */
        void add(int layer, String name);
    }

    private final ImportedKind kind;
    private final LstmLayout layout;
    private final GateOrder gates;
    private final List<SourceArray> arrays = new ArrayList<>();

    SourceArrays(ImportedKind kind, GateOrder gates) {
        this.kind = kind;
        this.layout = kind.spec().layout();
        this.gates = gates;
    }

    void eachLayer(LayerArrays layerArrays) {
        for (int layer = 0; layer < layout.layers(); layer++) {
            layerArrays.add(layer, "layer" + (layer + 1));
        }
    }

    /** {@code W[4H][X]}. */
    void inputRows(int layer, String name, String ending) {
        addRows(layer, name, ending, layout.inputs(layer), layout.inputWeights(layer), kind.inputsReason(layer));
    }

    /** {@code U[4H][H]}. */
    void recurrentRows(int layer, String name, String ending) {
        addRows(layer, name, ending, layout.hidden(layer), layout.recurrentWeights(layer), kind.hiddenReason(layer));
    }

    private void addRows(int layer, String name, String ending, int columns, int offset, String reason) {
        int units = layout.hidden(layer);
        add(
                name,
                ending,
                List.of(rows(layer), columns),
                reason,
                index -> offset + gates.ours(index / columns, units) * columns + index % columns);
    }

    /** {@code W^T[X][4H]}. */
    void inputColumns(int layer, String name) {
        int inputs = layout.inputs(layer);
        add(
                name,
                "",
                List.of(inputs, rows(layer)),
                kind.inputsReason(layer),
                index -> column(layer, index, inputs, layout.inputWeights(layer)));
    }

    /** {@code U^T[H][4H]}. */
    void recurrentColumns(int layer, String name) {
        int units = layout.hidden(layer);
        add(
                name,
                "",
                List.of(units, rows(layer)),
                kind.hiddenReason(layer),
                index -> column(layer, index, units, layout.recurrentWeights(layer)));
    }

    /** {@code [X + H][4H]}: the rows of {@code W^T}, then those of {@code U^T}. */
    void joinedColumns(int layer, String name) {
        int inputs = layout.inputs(layer);
        int units = layout.hidden(layer);
        int split = inputs * rows(layer);
        add(
                name,
                "",
                List.of(inputs + units, rows(layer)),
                kind.inputsReason(layer),
                index -> index < split
                        ? column(layer, index, inputs, layout.inputWeights(layer))
                        : column(layer, index - split, units, layout.recurrentWeights(layer)));
    }

    /** Place of an element of a transposed matrix in the matrix of so many columns at an offset. */
    private int column(int layer, int index, int columns, int offset) {
        return offset + gates.ours(index % rows(layer), layout.hidden(layer)) * columns + index / rows(layer);
    }

    /** {@code b[4H]}; several of the same layer add up. */
    void bias(int layer, String name, String ending) {
        int units = layout.hidden(layer);
        int offset = layout.bias(layer);
        add(name, ending, List.of(rows(layer)), kind.hiddenReason(layer), index -> offset + gates.ours(index, units));
    }

    /** {@code w[H]} and {@code b[1]}. */
    void output(String weights, String weightsEnding, String bias, String biasEnding) {
        int inputs = layout.inputs(layout.layers());
        add(weights, weightsEnding, List.of(inputs), kind.outputReason(), index -> layout.outputWeights() + index);
        add(bias, biasEnding, List.of(1), "one output", index -> layout.outputBias() + index);
    }

    private int rows(int layer) {
        return LstmLayout.GATES * layout.hidden(layer);
    }

    private void add(String name, String ending, List<Integer> shape, String reason, IntUnaryOperator parameter) {
        arrays.add(new SourceArray(name, ending, shape, reason, parameter));
    }

    List<SourceArray> list() {
        return List.copyOf(arrays);
    }
}
