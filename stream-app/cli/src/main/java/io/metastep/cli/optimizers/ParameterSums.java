package io.metastep.cli.optimizers;

import io.metastep.optimizer.LstmLayout;
import java.util.Arrays;
import java.util.List;

/** Puts arrays together to parameters: what is said of the same parameter adds up, in double precision, and is rounded once. */
final class ParameterSums {

    private final double[] sums;

    /** Of arrays that have no problem. */
    ParameterSums(int parameters, List<FoundArray> arrays) {
        sums = new double[parameters];
        Arrays.fill(sums, -0.0); // the only zero that leaves a -0.0 as it is
        arrays.forEach(this::add);
    }

    private void add(FoundArray found) {
        for (int i = 0; i < found.array().size(); i++) {
            sums[found.wanted().parameter().applyAsInt(i)] += found.array().get(i);
        }
    }

    /** Adds a number to the biases of all forget gates. */
    void addToForgetBiases(double bias, LstmLayout layout) {
        for (int layer = 0; layer < layout.layers(); layer++) {
            int units = layout.hidden(layer);
            int forget = layout.bias(layer) + units;
            for (int unit = 0; unit < units; unit++) {
                sums[forget + unit] += bias;
            }
        }
    }

    /** The parameters. */
    float[] rounded() {
        float[] parameters = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            parameters[i] = (float) sums[i];
        }
        return parameters;
    }
}
