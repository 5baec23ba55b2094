package io.metastep.streams;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/** The key of an outgoing record and the partition number it must go to: that of the gradient it answers. */
final class Destination {
    /** Writes the key alone. */
    static final Serializer<Destination> SERIALIZER = (topic, destination) -> destination.key;

    /** Names the partition; the topic of rejections may have fewer. */
    static final StreamPartitioner<Destination, byte[]> PARTITIONER =
            (topic, destination, value, partitions) -> Optional.of(Set.of(destination.partition % partitions));

    private final byte @Nullable [] key;
    private final int partition;

    Destination(byte @Nullable [] key, int partition) {
        this.key = key;
        this.partition = partition;
    }
}
