package io.metastep.metalearner;

import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.OptimizerSpec;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Adam (Kingma and Ba 2015) on the meta-parameters, in double precision, with a running average of them (Polyak and Juditsky
 * 1992): the average is what is judged and kept, since a single step's meta-parameters are noisy.
 */
public final class MetaAdam {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.99;
    private static final double EPSILON = 1e-8;

    /** What the average keeps of itself with each step, unless it is said. */
    public static final double AVERAGING = 0.95;

    private final double averaging;
    private final double[] parameters;
    private final double[] mean;
    private final double[] square;
    private final double[] average;
    private int steps;

    /**
     * Begins at these meta-parameters.
     *
     * @param averaging what the average keeps of itself with each step, 0 to below 1
     */
    MetaAdam(float[] initial, double averaging) {
        this(initial, averaging, 0);
    }

    private MetaAdam(float[] initial, double averaging, int steps) {
        this.averaging = averaging;
        this.steps = steps;
        parameters = new double[initial.length];
        for (int i = 0; i < initial.length; i++) {
            parameters[i] = initial[i];
        }
        mean = new double[initial.length];
        square = new double[initial.length];
        average = parameters.clone();
    }

    private MetaAdam(int steps, double[] parameters, double[] mean, double[] square, double[] average) {
        this.averaging = AVERAGING;
        this.steps = steps;
        this.parameters = parameters;
        this.mean = mean;
        this.square = square;
        this.average = average;
    }

    /** Begins at these meta-parameters, without moments, after that many steps. */
    public static MetaAdam at(OptimizerParameters initial, int steps) {
        return new MetaAdam(initial.toArray(), AVERAGING, steps);
    }

    /**
     * Goes on at other meta-parameters, as far as ever with each step: the mean square of the meta-gradient stays, its mean, which
     * pointed away from there, does not. (Without the mean square, the first step would move every meta-parameter by the whole rate.)
     */
    public MetaAdam movedTo(OptimizerParameters other) {
        MetaAdam moved = new MetaAdam(other.toArray(), averaging, steps);
        System.arraycopy(square, 0, moved.square, 0, square.length);
        return moved;
    }

    /**
     * Goes on from arrays of the same length, all of which are copied.
     *
     * @throws IllegalArgumentException if their lengths differ, or one holds what is not a number
     */
    public static MetaAdam of(int steps, double[] parameters, double[] mean, double[] square, double[] average) {
        for (double[] array : new double[][] {parameters, mean, square, average}) {
            if (array.length != parameters.length || !Arrays.stream(array).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("Adam's state has %d and %d numbers, expected as many and all finite"
                        .formatted(parameters.length, array.length));
            }
        }
        return new MetaAdam(steps, parameters.clone(), mean.clone(), square.clone(), average.clone());
    }

    /** Steps taken. */
    public int steps() {
        return steps;
    }

    /** A copy of the meta-parameters, exact. */
    public double[] parameters() {
        return parameters.clone();
    }

    /** A copy of the running mean of the meta-gradient. */
    public double[] mean() {
        return mean.clone();
    }

    /** A copy of the running mean of its square. */
    public double[] square() {
        return square.clone();
    }

    /** A copy of the running average of the meta-parameters, exact. */
    public double[] average() {
        return average.clone();
    }

    /** One step down the meta-gradient. */
    public void step(double[] gradient, double rate) {
        steps++;
        double correction1 = 1 - Math.pow(BETA1, steps);
        double correction2 = 1 - Math.pow(BETA2, steps);
        for (int i = 0; i < parameters.length; i++) {
            mean[i] = BETA1 * mean[i] + (1 - BETA1) * gradient[i];
            square[i] = BETA2 * square[i] + (1 - BETA2) * gradient[i] * gradient[i];
            parameters[i] -= rate * (mean[i] / correction1) / (Math.sqrt(square[i] / correction2) + EPSILON);
            average[i] = averaging * average[i] + (1 - averaging) * parameters[i];
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
    public OptimizerParameters current(OptimizerSpec spec) {
        return rounded(spec, parameters);
    }

    /** The running average of the meta-parameters. */
    public OptimizerParameters average(OptimizerSpec spec) {
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
