package io.metastep.client;

import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts whole steps together from updates as they come: ordered per block, in any order between blocks. Repeats are
 * dropped, and so are steps that a later one overtook: whoever sent their gradients gave them up.
 */
final class FollowedSteps {
    private final List<Tensor> tensors;
    private final int blocks;
    private final @Nullable BestParameters best;
    private final TreeMap<Long, StepAssembly> assemblies = new TreeMap<>();
    private long attempt = -1;
    private long done = -1;

    FollowedSteps(List<Tensor> tensors, int blocks, @Nullable BestParameters best) {
        this.tensors = tensors;
        this.blocks = blocks;
        this.best = best;
    }

    long attempt() {
        return attempt;
    }

    /** Steps that some blocks are still to come of. */
    int incomplete() {
        return assemblies.size();
    }

    /** Takes the answer to a block; the step, if that completes it. */
    Optional<JobUpdate> accept(BlockSlot slot, UpdateBlock update) {
        if (update.getAttempt() < attempt || !isAnswer(update.getAction())) {
            return Optional.empty();
        }
        if (update.getAttempt() > attempt) {
            begin(update.getAttempt());
        }
        return update.getStep() <= done ? Optional.empty() : put(slot, update);
    }

    private void begin(long laterAttempt) {
        attempt = laterAttempt;
        done = -1;
        assemblies.clear();
        if (best != null) {
            best.forget();
        }
    }

    private Optional<JobUpdate> put(BlockSlot slot, UpdateBlock update) {
        StepAssembly assembly = assemblies.computeIfAbsent(update.getStep(), this::assembly);
        if (assembly.has(slot.ordinal())) {
            return Optional.empty();
        }
        // A block's steps come in order, so those that lack this block now lack it for ever.
        assemblies.headMap(assembly.step()).values().removeIf(earlier -> !earlier.has(slot.ordinal()));
        assembly.put(slot, update);
        if (!assembly.isComplete()) {
            return Optional.empty();
        }
        done = assembly.step();
        assemblies.headMap(done, true).clear();
        return Optional.of(assembly.update());
    }

    private StepAssembly assembly(long step) {
        return new StepAssembly(attempt, step, tensors, blocks, StepAssembly.arrays(tensors), best);
    }

    private static boolean isAnswer(UpdateAction action) {
        return switch (action) {
            case APPLY, SKIP, REVERT -> true;
            case REJECTED, UNKNOWN -> false;
        };
    }
}
