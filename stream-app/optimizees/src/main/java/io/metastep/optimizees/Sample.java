package io.metastep.optimizees;

import java.util.Arrays;

/** Loss and gradients of an optimizee at some parameters and step, with copies of all arrays. */
final class Sample {
    private final float[][] parameters;
    private final double loss;
    private final float[][] gradients;

    private Sample(float[][] parameters, double loss, float[][] gradients) {
        this.parameters = parameters;
        this.loss = loss;
        this.gradients = gradients;
    }

    static Sample at(Optimizee optimizee, float[][] parameters, long step) {
        float[][] gradients = zeros(parameters);
        double loss = optimizee.lossAndGradients(copy(parameters), step, gradients);
        return new Sample(copy(parameters), loss, gradients);
    }

    static float[][] zeros(float[][] like) {
        return Arrays.stream(like).map(tensor -> new float[tensor.length]).toArray(float[][]::new);
    }

    static float[][] copy(float[][] values) {
        return Arrays.stream(values).map(float[]::clone).toArray(float[][]::new);
    }

    /** A copy. */
    float[][] parameters() {
        return copy(parameters);
    }

    boolean hasParameters(float[][] others) {
        return Arrays.deepEquals(parameters, others);
    }

    double loss() {
        return loss;
    }

    float gradient(int tensor, int coordinate) {
        return gradients[tensor][coordinate];
    }

    /** The same bits in everything. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Sample sample
                && Double.compare(loss, sample.loss) == 0
                && Arrays.deepEquals(parameters, sample.parameters)
                && Arrays.deepEquals(gradients, sample.gradients);
    }

    @Override
    public int hashCode() {
        return Double.hashCode(loss);
    }
}
