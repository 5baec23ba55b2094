package io.metastep.streams;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What is durable about a partition. */
record PartitionStores(
        KeyValueStore<Bytes, byte[]> headers,
        KeyValueStore<Bytes, byte[]> snapshots,
        KeyValueStore<Bytes, byte[]> position) {
    /** Those that have the names. */
    static PartitionStores of(Function<String, @Nullable KeyValueStore<Bytes, byte[]>> byName) {
        return new PartitionStores(
                requireNonNull(byName.apply(MetastepTopology.HEADERS)),
                requireNonNull(byName.apply(MetastepTopology.SNAPSHOTS)),
                requireNonNull(byName.apply(MetastepTopology.POSITION)));
    }
}
