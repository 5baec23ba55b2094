package io.metastep.optimizees;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One perceptron in training: its seed decides the initial parameters and which images each step sees. */
final class Perceptron implements Optimizee {
    private static final double INITIAL_DEVIATION = 0.01;
    private static final int EVALUATION_BATCH = 500;

    private final Perceptrons task;
    private final long seed;
    private final List<Tensor> tensors;
    private final DenseNetwork network;
    private final int[] indices;
    private @Nullable DenseNetwork evaluator;

    Perceptron(Perceptrons task, long seed) {
        this.task = task;
        this.seed = seed;
        tensors = tensors(task.sizes());
        network = new DenseNetwork(task.batch(), task.sizes(), task.activation());
        indices = new int[task.batch()];
    }

    private static List<Tensor> tensors(List<Integer> sizes) {
        var tensors = new ArrayList<Tensor>();
        for (int i = 1; i < sizes.size(); i++) {
            tensors.add(Tensor.of("dense" + i + "/weights", sizes.get(i - 1), sizes.get(i)));
            tensors.add(Tensor.of("dense" + i + "/biases", sizes.get(i)));
        }
        return List.copyOf(tensors);
    }

    @Override
    public List<Tensor> tensors() {
        return tensors;
    }

    @Override
    public float[][] initialParameters() {
        var random = new SplittableRandom(seed);
        return tensors.stream()
                .map(tensor -> DenseLayer.initial(random, tensor.size(), INITIAL_DEVIATION))
                .toArray(float[][]::new);
    }

    @Override
    public double lossAndGradients(float[][] parameters, long step, float[][] gradients) {
        network.load(task.images(), minibatch(step));
        double loss = network.forward(parameters);
        network.backward(gradients);
        return loss;
    }

    /** Indices of the images of a step, in the buffer that the next call overwrites. */
    int[] minibatch(long step) {
        SplittableRandom random = Streams.of(seed, step);
        for (int i = 0; i < indices.length; i++) {
            indices[i] = random.nextInt(task.images().count());
        }
        return indices;
    }

    /** Over all images of the task; a remainder that does not fill a batch of 500 is left out of sets larger than that. */
    @Override
    public Evaluation evaluate(float[][] parameters) {
        int batch = Math.min(EVALUATION_BATCH, task.images().count());
        DenseNetwork net = evaluator(batch);
        int batches = task.images().count() / batch;
        double loss = 0;
        int hits = 0;
        for (int i = 0; i < batches; i++) {
            net.load(task.images(), IntStream.range(i * batch, (i + 1) * batch).toArray());
            loss += net.forward(parameters);
            hits += net.hits();
        }
        return new Evaluation(loss / batches, OptionalDouble.of((double) hits / (batches * batch)));
    }

    private DenseNetwork evaluator(int batch) {
        if (evaluator == null) {
            evaluator = new DenseNetwork(batch, task.sizes(), task.activation());
        }
        return evaluator;
    }

    @Override
    public void close() {
        network.close();
        if (evaluator != null) {
            evaluator.close();
        }
    }
}
