package io.metastep.optimizees;

import java.util.ArrayList;
import java.util.List;

/** Forward and backward pass of a perceptron over minibatches of one fixed size, with softmax cross-entropy at the end. */
final class DenseNetwork implements AutoCloseable {
    private final Activation activation;
    private final int batch;
    private final int pixels;
    private final Matrix input;
    private final float[] inputValues;
    private final byte[] labels;
    private final List<DenseLayer> layers = new ArrayList<>();
    private final SoftmaxCrossEntropy softmax;

    /**
     * @param batch images per minibatch
     * @param sizes number of units from the input to the output
     */
    DenseNetwork(int batch, List<Integer> sizes, Activation activation) {
        this.activation = activation;
        this.batch = batch;
        pixels = sizes.get(0);
        input = new Matrix(batch, pixels);
        inputValues = new float[batch * pixels];
        labels = new byte[batch];
        for (int i = 1; i < sizes.size(); i++) {
            layers.add(new DenseLayer(batch, sizes.get(i - 1), sizes.get(i)));
        }
        softmax = new SoftmaxCrossEntropy(batch, sizes.get(sizes.size() - 1));
    }

    /** Loads the images with the given indices as the minibatch; brightness 0 to 1. */
    void load(LabelledImages images, int[] indices) {
        for (int i = 0; i < batch; i++) {
            images.copyPixels(indices[i], inputValues, i * pixels);
            labels[i] = images.label(indices[i]);
        }
        input.write(inputValues);
    }

    /** Mean loss of the loaded minibatch; parameters are W, b of each layer in turn. */
    double forward(float[][] parameters) {
        Matrix x = input;
        for (int i = 0; i < layers.size(); i++) {
            DenseLayer layer = layers.get(i);
            layer.forward(x, parameters[2 * i], parameters[2 * i + 1]);
            if (i < layers.size() - 1) {
                layer.activate(activation);
            }
            x = layer.output();
        }
        return softmax.loss(last().values(), labels);
    }

    /** Gradients of the loss that {@link #forward} returned last. */
    void backward(float[][] gradients) {
        softmax.gradients(labels, last().gradients());
        for (int i = layers.size() - 1; i >= 0; i--) {
            DenseLayer layer = layers.get(i);
            layer.backward(i == 0 ? input : layers.get(i - 1).output(), gradients[2 * i], gradients[2 * i + 1]);
            if (i > 0) {
                layer.backwardInto(layers.get(i - 1), activation);
            }
        }
    }

    /** How many images of the loaded minibatch {@link #forward} got right. */
    int hits() {
        return softmax.hits(labels);
    }

    private DenseLayer last() {
        return layers.get(layers.size() - 1);
    }

    @Override
    public void close() {
        input.close();
        layers.forEach(DenseLayer::close);
    }
}
