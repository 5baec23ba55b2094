package io.metastep.optimizees;

import java.util.SplittableRandom;

/**
 * A dense layer z = x W + b for minibatches of one fixed size, with the buffers of its forward and backward pass. W has
 * shape {@code [inputs, outputs]}, row-major.
 */
final class DenseLayer implements AutoCloseable {
    private final int batch;
    private final int outputs;
    private final Matrix weights;
    private final Matrix weightGradients;
    private final Matrix output;
    private final Matrix outputGradients;
    private final float[] values; // z, then the activations
    private final float[] gradients; // of the loss with respect to values

    DenseLayer(int batch, int inputs, int outputs) {
        this.batch = batch;
        this.outputs = outputs;
        weights = new Matrix(inputs, outputs);
        weightGradients = new Matrix(inputs, outputs);
        output = new Matrix(batch, outputs);
        outputGradients = new Matrix(batch, outputs);
        values = new float[batch * outputs];
        gradients = new float[batch * outputs];
    }

    /** z = x W + b, left in {@link #values}. */
    void forward(Matrix input, float[] w, float[] b) {
        weights.write(w);
        output.product(input, weights);
        output.read(values);
        for (int row = 0; row < batch; row++) {
            for (int column = 0; column < outputs; column++) {
                values[row * outputs + column] += b[column];
            }
        }
    }

    /** Replaces z by its activation, for the next layer to read. */
    void activate(Activation activation) {
        output.write(values);
        activation.apply(output.array());
        output.read(values);
    }

    /** From the gradients with respect to z to those of W and b: dW = x^T dz, db = sum of dz over the minibatch. */
    void backward(Matrix input, float[] w, float[] b) {
        outputGradients.write(gradients);
        weightGradients.transposedTimes(input, outputGradients);
        weightGradients.read(w);
        sumRows(b);
    }

    /** The gradients with respect to the layer's input, dx = dz W^T, written to the layer before. */
    void backwardInto(DenseLayer before, Activation activation) {
        before.outputGradients.timesTransposed(outputGradients, weights);
        before.outputGradients.read(before.gradients);
        activation.multiplyBySlope(before.gradients, before.values);
    }

    private void sumRows(float[] sums) {
        for (int column = 0; column < outputs; column++) {
            sums[column] = 0;
        }
        for (int row = 0; row < batch; row++) {
            for (int column = 0; column < outputs; column++) {
                sums[column] += gradients[row * outputs + column];
            }
        }
    }

    Matrix output() {
        return output;
    }

    float[] values() {
        return values;
    }

    float[] gradients() {
        return gradients;
    }

    static float[] initial(SplittableRandom random, int count, double deviation) {
        var parameters = new float[count];
        for (int i = 0; i < count; i++) {
            parameters[i] = (float) (deviation * random.nextGaussian());
        }
        return parameters;
    }

    @Override
    public void close() {
        weights.close();
        weightGradients.close();
        output.close();
        outputGradients.close();
    }
}
