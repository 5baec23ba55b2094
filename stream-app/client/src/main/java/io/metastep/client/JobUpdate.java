package io.metastep.client;

import io.metastep.schemas.AppliedBy;
import io.metastep.schemas.UpdateAction;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one step of a job: what to add to each tensor's parameters, update scale included.
 *
 * <p>The arrays belong to the job and are overwritten by its next step; {@link #copy()} to keep them.
 */
public final class JobUpdate {
    private final long attempt;
    private final long step;
    private final UpdateAction action;
    private final AppliedBy appliedBy;
    private final OptionalLong bestStep;
    private final boolean afresh;
    private final List<String> optimizers;
    private final List<Tensor> tensors;
    private final float[][] values;
    private final @Nullable BestParameters best;

    JobUpdate(
            long attempt,
            long step,
            UpdateAction action,
            AppliedBy appliedBy,
            OptionalLong bestStep,
            boolean afresh,
            List<String> optimizers,
            List<Tensor> tensors,
            float[][] values,
            @Nullable BestParameters best) {
        this.attempt = attempt;
        this.step = step;
        this.action = action;
        this.appliedBy = appliedBy;
        this.bestStep = bestStep;
        this.best = best;
        this.afresh = afresh;
        this.optimizers = List.copyOf(optimizers);
        this.tensors = tensors;
        this.values = values;
    }

    public long attempt() {
        return attempt;
    }

    public long step() {
        return step;
    }

    /**
     * APPLY, SKIP (all values are 0) or REVERT (the parameters go back to those of {@link #bestStep}; all values are 0). {@link
     * #applyTo(float[]...)} does what it says.
     */
    public UpdateAction action() {
        return action;
    }

    /** LEARNED, FALLBACK if the hand-designed optimizer stood in for it on at least one block, NONE if there is no update. */
    public AppliedBy appliedBy() {
        return appliedBy;
    }

    /** The step whose parameters, before its update, are the best so far; empty without any loss. */
    public OptionalLong bestStep() {
        return bestStep;
    }

    /** Whether the parameters before this update are the best so far: those to keep for a REVERT. */
    public boolean isBest() {
        return bestStep.isPresent() && bestStep.getAsLong() == step;
    }

    /** Whether the memory behind at least one block of this update began with this step. */
    public boolean startedAfresh() {
        return afresh;
    }

    /** family@version that made the update of the first tensor; empty if there is none. */
    public String optimizer() {
        return optimizers.get(0);
    }

    /**
     * family@version that made the update of the named tensor (of its first block, should an unroll boundary lie between
     * blocks); empty if there is none.
     */
    public String optimizer(String tensor) {
        return optimizers.get(index(tensor));
    }

    /** The same of each tensor, in the order of the spec. */
    List<String> optimizers() {
        return optimizers;
    }

    /** What to add to the parameters of the n-th tensor of the spec. */
    public float[] values(int tensor) {
        return values[tensor];
    }

    /** What to add to the parameters of the named tensor. */
    public float[] values(String tensor) {
        return values[index(tensor)];
    }

    private int index(String tensor) {
        for (int t = 0; t < tensors.size(); t++) {
            if (tensors.get(t).name().equals(tensor)) {
                return t;
            }
        }
        throw new IllegalArgumentException("No tensor " + tensor + " in this job; it has "
                + tensors.stream().map(Tensor::name).toList());
    }

    /**
     * Adds the update to the parameters, one array per tensor in the order of the spec; or restores the best parameters if the
     * answer is REVERT. Unless the spec opts out, the job keeps a copy of them for that: so apply each update to one set of
     * parameters, which nothing else changes.
     */
    public void applyTo(float[]... parameters) {
        check(parameters.length);
        for (int t = 0; t < values.length; t++) {
            check(t, parameters[t].length);
        }
        backUp(() -> wrapped(parameters));
        for (int t = 0; t < values.length; t++) {
            for (int i = 0; i < values[t].length; i++) {
                parameters[t][i] += values[t][i];
            }
        }
    }

    /** The same for the parameters from each buffer's position to its limit, which stay where they are. */
    public void applyTo(FloatBuffer... parameters) {
        check(parameters.length);
        for (int t = 0; t < values.length; t++) {
            check(t, parameters[t].remaining());
        }
        backUp(() -> parameters);
        for (int t = 0; t < values.length; t++) {
            int from = parameters[t].position();
            for (int i = 0; i < values[t].length; i++) {
                parameters[t].put(from + i, parameters[t].get(from + i) + values[t][i]);
            }
        }
    }

    private static FloatBuffer[] wrapped(float[]... parameters) {
        return Arrays.stream(parameters).map(FloatBuffer::wrap).toArray(FloatBuffer[]::new);
    }

    /** Before the update is added: takes a copy of the best parameters, or restores it. */
    private void backUp(Supplier<FloatBuffer[]> parameters) {
        if (best == null) {
            return;
        }
        if (action == UpdateAction.REVERT) {
            best.restore(parameters.get());
        } else if (isBest() || best.isEmpty()) {
            best.keep(parameters.get());
        }
    }

    /** The same update with arrays of its own. */
    public JobUpdate copy() {
        float[][] copies = new float[values.length][];
        for (int t = 0; t < values.length; t++) {
            copies[t] = values[t].clone();
        }
        return new JobUpdate(attempt, step, action, appliedBy, bestStep, afresh, optimizers, tensors, copies, best);
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
