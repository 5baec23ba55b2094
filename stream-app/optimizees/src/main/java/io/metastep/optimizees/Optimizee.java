package io.metastep.optimizees;

import java.util.List;

/**
 * One optimization problem: a loss to be minimized over named tensors of parameters. It owns its buffers, so it belongs to
 * one thread at a time, and is closed by who opened it.
 */
public interface Optimizee extends AutoCloseable {
    /** The tensors, in the order in which all arrays of this interface list them. */
    List<Tensor> tensors();

    /** A fresh copy of the parameters to start from, the same at every call; {@code [tensor][coordinate]}. */
    float[][] initialParameters();

    /**
     * Computes loss and gradients for the minibatch of a step, a pure function of parameters and step.
     *
     * @param parameters where to differentiate, {@code [tensor][coordinate]}, only read
     * @param step zero-based index of the minibatch
     * @param gradients receives the loss gradients, same shape as the parameters; every element is written. Where problems lie side
     *     by side ({@link #problemLosses}), each problem's parameters get the gradient of its own loss
     * @return the minibatch's loss; NaN or infinite once the parameters are
     */
    double lossAndGradients(float[][] parameters, long step, float[][] gradients);

    /** Judges parameters over everything the problem holds, not a minibatch. */
    Evaluation evaluate(float[][] parameters);

    /**
     * The loss of each independent problem that this optimizee holds side by side, at fixed parameters; their mean is the
     * evaluation's loss. Most optimizees are one problem.
     */
    default double[] problemLosses(float[][] parameters) {
        return new double[] {evaluate(parameters).loss()};
    }

    /** Total number of parameters. */
    default int size() {
        return tensors().stream().mapToInt(Tensor::size).sum();
    }

    /** Arrays of the tensors' sizes, all zeros; what gradients are written into. */
    default float[][] newArrays() {
        return tensors().stream().map(tensor -> new float[tensor.size()]).toArray(float[][]::new);
    }

    @Override
    default void close() {}
}
