package io.metastep.optimizer;

import java.util.Arrays;

/** The surrogate and its meta-gradient in double precision. */
final class DoubleUnroll {

    private final double surrogate;
    private final double[] metaGradient;

    private DoubleUnroll(double surrogate, double[] metaGradient) {
        this.surrogate = surrogate;
        this.metaGradient = metaGradient;
    }

    double surrogate() {
        return surrogate;
    }

    double[] metaGradient() {
        return metaGradient;
    }

    static DoubleUnroll of(
            LstmSpec spec, double[] phi, BlockState start, float[][] gradients, float[][] credits, boolean sparse) {
        Tape tape = new Tape();
        int[] variables = Arrays.stream(phi).mapToInt(tape::leaf).toArray();
        int surrogate = tape.leaf(0);
        for (int i = 0; i < start.coordinates(); i++) {
            DoubleLstm lstm = new DoubleLstm(spec, tape, variables);
            lstm.start(start, i);
            for (int t = 0; t < gradients.length; t++) {
                surrogate = tape.add(surrogate, tape.scale(lstm.step(gradients[t][i], sparse), credits[t][i]));
            }
        }
        return new DoubleUnroll(tape.value(surrogate), tape.gradient(surrogate, phi.length));
    }

    static double[] toDoubles(OptimizerParameters parameters) {
        double[] phi = new double[parameters.size()];
        Arrays.setAll(phi, parameters::get);
        return phi;
    }
}
