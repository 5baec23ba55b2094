package io.metastep.client;

import io.metastep.schemas.UpdateAction;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The answer to one step of a job: what to add to each tensor's parameters, update scale included.
 *
 * <p>The arrays belong to the job and are overwritten by its next step; {@link #copy()} to keep them.
 */
public final class JobUpdate {
    private final long attempt;
    private final long step;
    private final UpdateAction action;
    private final boolean afresh;
    private final String optimizer;
    private final List<Tensor> tensors;
    private final float[][] values;

    JobUpdate(
            long attempt,
            long step,
            UpdateAction action,
            boolean afresh,
            String optimizer,
            List<Tensor> tensors,
            float[][] values) {
        this.attempt = attempt;
        this.step = step;
        this.action = action;
        this.afresh = afresh;
        this.optimizer = optimizer;
        this.tensors = tensors;
        this.values = values;
    }

    public long attempt() {
        return attempt;
    }

    public long step() {
        return step;
    }

    /** APPLY, SKIP (all values are 0) or REVERT (restore the best parameters; all values are 0). */
    public UpdateAction action() {
        return action;
    }

    /** Whether the memory behind at least one block of this update began with this step. */
    public boolean startedAfresh() {
        return afresh;
    }

    /** family@version that made the update (of the first block, should an unroll boundary lie between blocks). */
    public String optimizer() {
        return optimizer;
    }

    /** What to add to the parameters of the n-th tensor of the spec. */
    public float[] values(int tensor) {
        return values[tensor];
    }

    /** What to add to the parameters of the named tensor. */
    public float[] values(String tensor) {
        for (int t = 0; t < values.length; t++) {
            if (tensors.get(t).name().equals(tensor)) {
                return values[t];
            }
        }
        throw new IllegalArgumentException("No tensor " + tensor + " in this job; it has "
                + tensors.stream().map(Tensor::name).toList());
    }

    /** Adds the update to the parameters, one array per tensor in the order of the spec. */
    public void applyTo(float[]... parameters) {
        check(parameters.length);
        for (int t = 0; t < values.length; t++) {
            check(t, parameters[t].length);
            for (int i = 0; i < values[t].length; i++) {
                parameters[t][i] += values[t][i];
            }
        }
    }

    /** Adds the update to the parameters from each buffer's position to its limit, which stay where they are. */
    public void applyTo(FloatBuffer... parameters) {
        check(parameters.length);
        for (int t = 0; t < values.length; t++) {
            check(t, parameters[t].remaining());
            int from = parameters[t].position();
            for (int i = 0; i < values[t].length; i++) {
                parameters[t].put(from + i, parameters[t].get(from + i) + values[t][i]);
            }
        }
    }

    /** The same update with arrays of its own. */
    public JobUpdate copy() {
        float[][] copies = new float[values.length][];
        for (int t = 0; t < values.length; t++) {
            copies[t] = values[t].clone();
        }
        return new JobUpdate(attempt, step, action, afresh, optimizer, tensors, copies);
    }

    private void check(int given) {
        if (given != values.length) {
            throw new IllegalArgumentException("Got parameters of " + given + " tensors, the job has " + values.length);
        }
    }

    private void check(int tensor, int given) {
        if (given != values[tensor].length) {
            throw new IllegalArgumentException("Tensor " + tensors.get(tensor).name() + ": got " + given
                    + " parameters, expected " + values[tensor].length);
        }
    }
}
