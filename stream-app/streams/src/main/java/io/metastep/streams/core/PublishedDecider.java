package io.metastep.streams.core;

import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import org.jspecify.annotations.Nullable;

/**
 * Looks decisions up in the published answer to the record in hand: the decider of an audit. Where the answer tells of none, as old ones
 * to SHADOW and REVERT do, or is lost, the block goes on with what it has.
 */
final class PublishedDecider implements Decider {
    private final OptimizerCatalogue catalogue;
    private final @Nullable BlockStorage kept;
    private @Nullable UpdateBlock published;
    private @Nullable Decision pinned;

    /**
     * A decider.
     *
     * @param kept what the application stores; null to look at nothing but answers
     */
    PublishedDecider(OptimizerCatalogue catalogue, @Nullable BlockStorage kept) {
        this.catalogue = catalogue;
        this.kept = kept;
    }

    /** Takes the answer to the record that comes next; null if it is lost. */
    void expect(@Nullable UpdateBlock answer) {
        published = answer;
        pinned = null;
    }

    /** What the application's own header says was decided, if that is something else than the answer says. */
    @Nullable
    Decision pinnedOtherwise() {
        return pinned;
    }

    @Override
    public Decision decide(LiveBlock block, Arrival arrival, boolean needsMemory) {
        Decision told = published == null ? null : told(published, arrival);
        if (told == null) {
            return presumed(block, arrival);
        }
        comparePin(block, arrival.offset(), told);
        return told;
    }

    private void comparePin(LiveBlock block, long offset, Decision told) {
        BlockHeader header = kept == null ? null : kept.header(block.key);
        if (header != null && header.knowsDecisionAt(offset)) {
            Decision pin = header.decisionAt(offset);
            pinned = pin.equals(told) ? null : pin;
        }
    }

    private static @Nullable Decision told(UpdateBlock answer, Arrival arrival) {
        if (answer.getAction() == UpdateAction.REJECTED) {
            return refusal(answer.getReason());
        }
        String version = answer.getOptimizer();
        return isAskedFor(version, arrival) ? new Decision.Use(version) : null;
    }

    private static @Nullable Decision refusal(@Nullable String reason) {
        if (RejectionReason.UNKNOWN_OPTIMIZER.code().equals(reason)) {
            return new Decision.Unknown();
        }
        if (RejectionReason.REFUSED_LIMIT.code().equals(reason)) {
            return Decision.Refuse.LIMIT;
        }
        return RejectionReason.REFUSED_MEMORY.code().equals(reason) ? Decision.Refuse.MEMORY : null;
    }

    private static boolean isAskedFor(String version, Arrival arrival) {
        OptimizerRef named = OptimizerRef.parse(version).orElse(null);
        OptimizerRef asked =
                OptimizerRef.parse(arrival.gradient().getOptimizer()).orElse(null);
        return named instanceof OptimizerRef.Version
                && asked != null
                && (asked.equals(named)
                        || (asked instanceof OptimizerRef.Channel
                                && asked.family().equals(named.family())));
    }

    private Decision presumed(LiveBlock block, Arrival arrival) {
        String asked = arrival.gradient().getOptimizer();
        Memory memory = block.memory;
        if (memory != null && isAskedFor(memory.version(), arrival)) {
            return new Decision.Use(memory.version());
        }
        String version = catalogue.resolve(asked);
        return version == null ? new Decision.Unknown() : new Decision.Use(version);
    }
}
