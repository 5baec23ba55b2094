package io.metastep.streams.core;

import io.metastep.optimizer.Optimizer;
import io.metastep.schemas.OptimizerRef;
import org.jspecify.annotations.Nullable;

/** Looks at what is published and at what memory is left: the decider of records that arrive. */
final class LiveDecider implements Decider {
    private static final Decision UNKNOWN = new Decision.Unknown();

    private final OptimizerCatalogue catalogue;
    private final Routing routing;
    private final Room room;

    LiveDecider(OptimizerCatalogue catalogue, Routing routing, Room room) {
        this.catalogue = catalogue;
        this.routing = routing;
        this.room = room;
    }

    @Override
    public Decision decide(LiveBlock block, Arrival arrival, boolean needsMemory) {
        String version = version(block, arrival, needsMemory);
        Optimizer optimizer = version == null ? null : catalogue.optimizer(version);
        if (version == null || optimizer == null) {
            return UNKNOWN;
        }
        Decision refusal = needsMemory ? refusal(block, arrival, optimizer) : null;
        return refusal == null ? new Decision.Use(version) : refusal;
    }

    private @Nullable String version(LiveBlock block, Arrival arrival, boolean needsMemory) {
        String reference = arrival.gradient().getOptimizer();
        String channel = routing.channel(arrival);
        String version = channel.equals(OptimizerRef.Channel.CANARY)
                ? catalogue.resolveCanary(reference)
                : catalogue.resolve(reference);
        return version == null && !needsMemory ? versionSoFar(block, reference) : version;
    }

    /** A channel that was moved to something unusable does not stop those who run: they stay with what they have of its family. */
    private static @Nullable String versionSoFar(LiveBlock block, String reference) {
        OptimizerRef asked = OptimizerRef.parse(reference).orElse(null);
        String version = block.memory == null ? null : block.memory.version();
        return asked instanceof OptimizerRef.Channel && version != null && version.startsWith(asked.family() + "@")
                ? version
                : null;
    }

    private Decision.@Nullable Refuse refusal(LiveBlock block, Arrival arrival, Optimizer optimizer) {
        return room.refusal(Memory.bytes(optimizer, arrival.coordinates()) - block.accountedBytes, block);
    }

    /** Frees memory. */
    interface Room {
        /** Why the block may not have so many bytes more; null if they are free now, without touching the block. */
        Decision.@Nullable Refuse refusal(long bytes, LiveBlock forBlock);
    }
}
