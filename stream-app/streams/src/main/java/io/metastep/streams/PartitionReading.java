package io.metastep.streams;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The committed records of a partition from one offset up to another, handed out one by one. One thread. */
final class PartitionReading implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    /** Polls without any progress before the partition counts as unreadable: a minute. */
    private static final int IDLE_POLLS = 300;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final long end;
    private Iterator<ConsumerRecord<byte[], byte[]>> fetched =
            List.<ConsumerRecord<byte[], byte[]>>of().iterator();
    private long position;

    /** All that the partition holds. */
    static PartitionReading of(ApplicationSettings settings, Extent extent) {
        Map<String, Object> config = StreamsProperties.reader(settings, "audit-" + extent.partition());
        return new PartitionReading(config, extent.partition(), extent.start(), extent.end());
    }

    private PartitionReading(Map<String, Object> config, TopicPartition partition, long from, long end) {
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.partition = partition;
        this.end = end;
        this.position = from;
        consumer.assign(Set.of(partition));
        consumer.seek(partition, from);
    }

    /** The next record; null once there is none before the end. */
    @Nullable
    ConsumerRecord<byte[], byte[]> next() {
        for (int idle = 0; !fetched.hasNext() && position < end; idle++) {
            if (idle > IDLE_POLLS) {
                throw new ReplayException(partition + " ends at offset " + position + ", expected to reach " + end);
            }
            fetch();
        }
        ConsumerRecord<byte[], byte[]> next = fetched.hasNext() ? fetched.next() : null;
        return next == null || next.offset() >= end ? null : next;
    }

    private void fetch() {
        try {
            fetched = consumer.poll(POLL).records(partition).iterator();
            position = consumer.position(partition);
        } catch (KafkaException e) {
            throw new ReplayException("Cannot read " + partition + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        consumer.close(KafkaGradientLog.CLOSE);
    }
}
