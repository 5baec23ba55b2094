package io.metastep.metalearner;

import io.metastep.optimizees.Evaluation;
import io.metastep.optimizees.Optimizee;
import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.Optimizer;

/**
 * One optimizee trained in process: theta' = theta + optimizer(gradient). Closes the optimizee. The optimizer may be
 * replaced between steps by one of the same spec (another version); the memory stays.
 */
public final class InnerLoop implements AutoCloseable {
    private final Optimizee optimizee;
    private final float[][] parameters;
    private final float[][] gradients;
    private final float[][] updates;
    private final BlockState[] states; // one block per tensor
    private long step;

    public InnerLoop(Optimizee optimizee, Optimizer optimizer) {
        this.optimizee = optimizee;
        parameters = optimizee.initialParameters();
        gradients = optimizee.newArrays();
        updates = optimizee.newArrays();
        states = optimizee.tensors().stream()
                .map(tensor -> optimizer.newState(tensor.size()))
                .toArray(BlockState[]::new);
    }

    /** Loss at the current parameters for the current step's minibatch; leaves its gradients in {@link #gradients}. */
    public double observe() {
        return optimizee.lossAndGradients(parameters, step, gradients);
    }

    /** Applies the optimizer's updates for the gradients observed last and goes on to the next step. */
    public void advance(Optimizer optimizer) {
        advance(optimizer, 1);
    }

    /** The same with updates scaled by a factor, as a {@link Schedule} has it. */
    public void advance(Optimizer optimizer, float factor) {
        for (int tensor = 0; tensor < states.length; tensor++) {
            optimizer.step(states[tensor], gradients[tensor], updates[tensor], false);
            add(parameters[tensor], factor, updates[tensor]);
        }
        step++;
    }

    /** The same, but what is applied is the teacher's update: the optimizer only watches, which moves its memory on. */
    void follow(Optimizer optimizer, Teacher teacher) {
        for (int tensor = 0; tensor < states.length; tensor++) {
            optimizer.step(states[tensor], gradients[tensor], updates[tensor], false);
            teacher.step(tensor, gradients[tensor], updates[tensor]);
            add(parameters[tensor], 1, updates[tensor]);
        }
        step++;
    }

    private static void add(float[] parameters, float factor, float[] updates) {
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] += factor * updates[i];
        }
    }

    /** Loss over the whole problem at the current parameters. */
    public Evaluation evaluate() {
        return optimizee.evaluate(parameters);
    }

    /** Losses of the problems that the optimizee holds side by side, at the current parameters. */
    public double[] problemLosses() {
        return optimizee.problemLosses(parameters);
    }

    /** What another optimizee of the same shape, such as one on test images, says of the current parameters. */
    public Evaluation evaluateOn(Optimizee other) {
        return other.evaluate(parameters);
    }

    /** Saves where the training stands, between an update and the next observation. */
    void save(SnapshotOutput out) {
        out.number(step);
        for (int tensor = 0; tensor < states.length; tensor++) {
            out.floats(parameters[tensor]);
            out.state(states[tensor]);
        }
    }

    /** Goes on from where another loop over the same optimizee was saved. */
    void restore(SnapshotInput in) {
        step = in.number();
        for (int tensor = 0; tensor < states.length; tensor++) {
            float[] saved = in.floats();
            System.arraycopy(saved, 0, parameters[tensor], 0, parameters[tensor].length);
            states[tensor].copyFrom(in.state());
        }
    }

    /** Updates applied so far. */
    public long step() {
        return step;
    }

    float[][] gradients() {
        return gradients;
    }

    /** Where it stands, its own array. */
    float[][] parameters() {
        return parameters;
    }

    /** Gradients of a step's minibatch at other parameters; see {@link GradientProbe}. */
    void probe(float[][] elsewhere, long number, float[][] result) {
        optimizee.lossAndGradients(elsewhere, number, result);
    }

    /** Arrays of the tensors' sizes. */
    float[][] newArrays() {
        return optimizee.newArrays();
    }

    /** What was applied last. */
    float[][] updates() {
        return updates;
    }

    BlockState[] states() {
        return states;
    }

    @Override
    public void close() {
        optimizee.close();
    }
}
