package io.metastep.streams.status;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the tasks of an instance tell of their partitions of gradients, for its status. Thread-safe. */
public final class PartitionBoard {
    private final Map<Integer, Reading> readings = new ConcurrentHashMap<>();

    /**
     * What a partition is at.
     *
     * @param uncoveredSince broker's time of the oldest record that no snapshot covers
     * @param optimizers versions that the partition has loaded
     */
    public record Reading(OptionalLong uncoveredSince, Set<String> optimizers) {
        public Reading {
            optimizers = Set.copyOf(optimizers);
        }
    }

    public void put(int partition, Reading reading) {
        readings.put(partition, reading);
    }

    public void remove(int partition) {
        readings.remove(partition);
    }

    List<Integer> partitions() {
        return readings.keySet().stream().sorted().toList();
    }

    /** Age of the oldest record that no snapshot covers; null if snapshots cover all. */
    @Nullable
    Double snapshotAgeSeconds(long nowMillis) {
        OptionalLong oldest = readings.values().stream()
                .flatMapToLong(reading -> reading.uncoveredSince().stream())
                .min();
        return oldest.isPresent() ? Math.max(0, nowMillis - oldest.getAsLong()) / 1_000.0 : null;
    }

    List<String> optimizers() {
        return readings.values().stream()
                .map(Reading::optimizers)
                .flatMap(Collection::stream)
                .distinct()
                .sorted()
                .toList();
    }
}
