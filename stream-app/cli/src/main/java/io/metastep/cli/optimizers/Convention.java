package io.metastep.cli.optimizers;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a framework keeps an LSTM: names and shapes of its arrays, the order of its gates, what it adds to biases when it runs. */
enum Convention {
    /** What {@code export} writes. */
    METASTEP("layer1.W", "ifgo", 0) {
        @Override
        void add(SourceArrays arrays) {
            arrays.eachLayer((layer, name) -> {
                arrays.inputRows(layer, name + ".W", "");
                arrays.recurrentRows(layer, name + ".U", "");
                arrays.bias(layer, name + ".b", "");
            });
            arrays.output("output.w", "", "output.b", "");
        }
    },
    /** The state_dict of a module with a torch.nn.LSTM and a Linear; both its biases count. */
    PYTORCH("lstm.weight_ih_l0", "ifgo", 0) {
        @Override
        void add(SourceArrays arrays) {
            arrays.eachLayer((layer, name) -> {
                arrays.inputRows(layer, "lstm.weight_ih_l" + layer, "weight_ih_l" + layer);
                arrays.recurrentRows(layer, "lstm.weight_hh_l" + layer, "weight_hh_l" + layer);
                arrays.bias(layer, "lstm.bias_ih_l" + layer, "bias_ih_l" + layer);
                arrays.bias(layer, "lstm.bias_hh_l" + layer, "bias_hh_l" + layer);
            });
            arrays.output("linear.weight", "weight", "linear.bias", "bias");
        }
    },
    /** Keras: a kernel for the inputs and a recurrent one, both transposed. */
    KERAS("layer1.recurrent_kernel", "ifgo", 0) {
        @Override
        void add(SourceArrays arrays) {
            arrays.eachLayer((layer, name) -> {
                arrays.inputColumns(layer, name + ".kernel");
                arrays.recurrentColumns(layer, name + ".recurrent_kernel");
                arrays.bias(layer, name + ".bias", "");
            });
            arrays.output("output.kernel", "", "output.bias", "");
        }
    },
    /** TensorFlow 1 (BasicLSTMCell) and Sonnet 1: one transposed kernel for inputs and h, and 1 added to the forget gate. */
    TENSORFLOW("layer1.kernel", "igfo", 1) {
        @Override
        void add(SourceArrays arrays) {
            arrays.eachLayer((layer, name) -> {
                arrays.joinedColumns(layer, name + ".kernel");
                arrays.bias(layer, name + ".bias", "");
            });
            arrays.output("output.kernel", "", "output.bias", "");
        }
    };

    private final String sign;
    private final String gates;
    final double forgetBias;

    Convention(String sign, String gates, double forgetBias) {
        this.sign = sign;
        this.gates = gates;
        this.forgetBias = forgetBias;
    }

    /** The arrays it has for an LSTM. */
    List<SourceArray> arrays(ImportedKind kind, GateOrder order) {
        SourceArrays arrays = new SourceArrays(kind, order);
        add(arrays);
        return arrays.list();
    }

    abstract void add(SourceArrays arrays);

    /** The one that names of arrays show. */
    static Optional<Convention> of(Collection<String> names) {
        return Arrays.stream(values())
                .filter(convention -> names.stream().anyMatch(convention::isSign))
                .findFirst();
    }

    /** The order of its gates. */
    GateOrder gates() {
        return new GateOrder(gates);
    }

    private boolean isSign(String name) {
        boolean anyPrefix = this == PYTORCH;
        String end = sign.substring(sign.indexOf('.') + 1);
        return name.equals(sign) || (anyPrefix && (name.equals(end) || name.endsWith("." + end)));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
