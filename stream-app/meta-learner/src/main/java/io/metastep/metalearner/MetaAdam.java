package io.metastep.metalearner;

import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.OptimizerSpec;
import java.util.stream.Stream;

/**
 * Adam (Kingma and Ba 2015) on the meta-parameters, in double precision, with a running average of them (Polyak and Juditsky
 * 1992): the average is what is judged and kept, since a single step's meta-parameters are noisy.
 */
final class MetaAdam {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.99;
    private static final double EPSILON = 1e-8;
    private static final double AVERAGING = 0.95;

    private final double[] parameters;
    private final double[] mean;
    private final double[] square;
    private final double[] average;
    private int steps;

    MetaAdam(float[] initial) {
        parameters = new double[initial.length];
        for (int i = 0; i < initial.length; i++) {
            parameters[i] = initial[i];
        }
        mean = new double[initial.length];
        square = new double[initial.length];
        average = parameters.clone();
    }

    void step(double[] gradient, double rate) {
        steps++;
        double correction1 = 1 - Math.pow(BETA1, steps);
        double correction2 = 1 - Math.pow(BETA2, steps);
        for (int i = 0; i < parameters.length; i++) {
            mean[i] = BETA1 * mean[i] + (1 - BETA1) * gradient[i];
            square[i] = BETA2 * square[i] + (1 - BETA2) * gradient[i] * gradient[i];
            parameters[i] -= rate * (mean[i] / correction1) / (Math.sqrt(square[i] / correction2) + EPSILON);
            average[i] = AVERAGING * average[i] + (1 - AVERAGING) * parameters[i];
        }
    }

    void save(SnapshotOutput out) {
        out.integer(steps);
        Stream.of(parameters, mean, square, average).forEach(out::doubles);
    }

    void restore(SnapshotInput in) {
        steps = in.integer();
        Stream.of(parameters, mean, square, average)
                .forEach(array -> System.arraycopy(in.doubles(), 0, array, 0, array.length));
    }

    /** Today's meta-parameters. */
    OptimizerParameters current(OptimizerSpec spec) {
        return rounded(spec, parameters);
    }

    /** The running average of the meta-parameters. */
    OptimizerParameters average(OptimizerSpec spec) {
        return rounded(spec, average);
    }

    private static OptimizerParameters rounded(OptimizerSpec spec, double[] exact) {
        var values = new float[exact.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) exact[i];
        }
        return OptimizerParameters.of(spec, values);
    }
}
