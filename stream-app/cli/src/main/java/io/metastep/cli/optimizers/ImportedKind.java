package io.metastep.cli.optimizers;

import io.metastep.optimizer.LstmLayout;
import io.metastep.optimizer.LstmSpec;

/**
 * What kind of LSTM is imported, and which options say so.
 *
 * @param hidden the option for the layers, such as {@code --hidden 20x20}
 * @param features the option for the features
 */
record ImportedKind(LstmSpec spec, String hidden, String features) {

    /** Why the arrays of a layer that multiply its inputs have their shapes. */
    String inputsReason(int layer) {
        return "4 gates of %d units and %d inputs, because %s"
                .formatted(
                        layout().hidden(layer),
                        layout().inputs(layer),
                        layer == 0 ? hidden + " and " + features : hidden);
    }

    /** Why other arrays of a layer have their shapes. */
    String hiddenReason(int layer) {
        return "4 gates of %d units, because %s".formatted(layout().hidden(layer), hidden);
    }

    /** Why the output has its shape. */
    String outputReason() {
        return "%d units below, because %s".formatted(layout().inputs(layout().layers()), hidden);
    }

    private LstmLayout layout() {
        return spec.layout();
    }
}
