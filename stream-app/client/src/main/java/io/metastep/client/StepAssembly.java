package io.metastep.client;

import io.metastep.schemas.AppliedBy;
import io.metastep.schemas.Elements;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Puts the updates of one step's blocks together, each once. Writes into arrays that it is lent. */
final class StepAssembly {
    private final long attempt;
    private final long step;
    private final List<Tensor> tensors;
    private final float[][] values;
    private final @Nullable BestParameters best;
    private final BitSet answered;
    private int unanswered;
    private int applied;
    private boolean reverts;
    private boolean afresh;
    private boolean hasFallback;
    private OptionalLong bestStep = OptionalLong.empty();
    private final String[] optimizers;

    StepAssembly(
            long attempt,
            long step,
            List<Tensor> tensors,
            int blocks,
            float[][] values,
            @Nullable BestParameters best) {
        this.attempt = attempt;
        this.step = step;
        this.tensors = tensors;
        this.values = values;
        this.best = best;
        this.answered = new BitSet(blocks);
        this.unanswered = blocks;
        this.optimizers = new String[tensors.size()];
        Arrays.fill(optimizers, "");
    }

    static float[][] arrays(List<Tensor> tensors) {
        return tensors.stream()
                .map(tensor -> new float[(int) tensor.coordinates()])
                .toArray(float[][]::new);
    }

    long step() {
        return step;
    }

    boolean has(int ordinal) {
        return answered.get(ordinal);
    }

    boolean isComplete() {
        return unanswered == 0;
    }

    int unanswered() {
        return unanswered;
    }

    /** Blocks that were answered with APPLY; none if the step goes back. */
    int applied() {
        return reverts ? 0 : applied;
    }

    /** Whether a block was answered with REVERT. */
    boolean reverts() {
        return reverts;
    }

    /** Takes the answer APPLY, SKIP or REVERT to a block that has none yet. */
    // Hot path: per record.
    void put(BlockSlot slot, UpdateBlock update) {
        float[] into = values[slot.tensor()];
        if (update.getAction() == UpdateAction.APPLY) {
            apply(slot, update, into);
        } else {
            Arrays.fill(into, slot.offset(), slot.offset() + slot.length(), 0);
            reverts |= update.getAction() == UpdateAction.REVERT;
        }
        answered.set(slot.ordinal());
        unanswered--;
        if (slot.key().block() == 0) {
            optimizers[slot.tensor()] = update.getAction() == UpdateAction.APPLY ? update.getOptimizer() : "";
        }
        if (slot.ordinal() == 0) {
            Long said = update.getBestStep();
            bestStep = said == null ? OptionalLong.empty() : OptionalLong.of(said);
        }
    }

    JobUpdate update() {
        if (reverts) {
            Arrays.stream(values).forEach(tensor -> Arrays.fill(tensor, 0));
        }
        return new JobUpdate(
                attempt,
                step,
                action(),
                appliedBy(),
                bestStep,
                afresh,
                Arrays.asList(optimizers),
                tensors,
                values,
                best);
    }

    private AppliedBy appliedBy() {
        if (applied() == 0) {
            return AppliedBy.NONE;
        }
        return hasFallback ? AppliedBy.FALLBACK : AppliedBy.LEARNED;
    }

    private UpdateAction action() {
        if (reverts) {
            return UpdateAction.REVERT;
        }
        return applied > 0 ? UpdateAction.APPLY : UpdateAction.SKIP;
    }

    private void apply(BlockSlot slot, UpdateBlock update, float[] into) {
        int bytes = update.getValues().remaining();
        int expected = slot.length() * Elements.size(update.getEncoding());
        if (bytes != expected) {
            throw new IllegalStateException("Update of " + slot.key() + " at step " + step + " has " + bytes
                    + " bytes, expected " + expected
                    + "; give the follower the job's own spec, or upgrade client or application");
        }
        Elements.decode(update.getEncoding(), update.getValues(), into, slot.offset());
        scale(into, slot.offset(), slot.length(), update.getUpdateScale());
        afresh |= update.getMemoryAge() == 1;
        hasFallback |= update.getAppliedBy() == AppliedBy.FALLBACK;
        applied++;
    }

    private static void scale(float[] values, int offset, int count, float factor) {
        if (factor == 1) {
            return;
        }
        for (int i = offset; i < offset + count; i++) {
            values[i] *= factor;
        }
    }
}
