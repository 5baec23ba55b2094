package io.metastep.cli.optimizers;

import io.metastep.optimizer.LstmLayout;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.OptimizerSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * One array of an optimizer's parameters: its name for people and files, and where it lies among them, row by row.
 *
 * @param shape sizes of its dimensions
 * @param offset index of its first element
 */
record ParameterArray(String name, List<Integer> shape, int offset) {

    ParameterArray {
        shape = List.copyOf(shape);
    }

    /** The arrays of an optimizer in the order of its parameters, which they cover without gaps. */
    static List<ParameterArray> of(OptimizerSpec spec) {
        if (spec instanceof LstmSpec lstm) {
            return lstm(lstm.layout());
        }
        return spec.isLearnable() ? List.of(new ParameterArray("rate", List.of(1), 0)) : List.of();
    }

    private static List<ParameterArray> lstm(LstmLayout layout) {
        List<ParameterArray> arrays = new ArrayList<>();
        for (int layer = 0; layer < layout.layers(); layer++) {
            int rows = LstmLayout.GATES * layout.hidden(layer);
            String name = "layer" + (layer + 1);
            arrays.add(
                    new ParameterArray(name + ".W", List.of(rows, layout.inputs(layer)), layout.inputWeights(layer)));
            arrays.add(new ParameterArray(
                    name + ".U", List.of(rows, layout.hidden(layer)), layout.recurrentWeights(layer)));
            arrays.add(new ParameterArray(name + ".b", List.of(rows), layout.bias(layer)));
        }
        arrays.add(new ParameterArray("output.w", List.of(layout.inputs(layout.layers())), layout.outputWeights()));
        arrays.add(new ParameterArray("output.b", List.of(1), layout.outputBias()));
        return arrays;
    }

    /** The same array as one that an import wants. */
    SourceArray source(String reason) {
        return new SourceArray(name, "", shape, reason, index -> offset + index);
    }

    int size() {
        return shape.stream().reduce(1, (one, other) -> one * other);
    }
}
