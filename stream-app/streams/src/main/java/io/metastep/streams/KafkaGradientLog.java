package io.metastep.streams;

import io.metastep.streams.core.GradientLog;
import io.metastep.streams.core.GradientRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One partition of gradients, read committed by a consumer of its own that lives for one reading.
 *
 * <p>Kafka's exceptions leave as {@link ReplayException}: a leaked timeout would make Kafka Streams retry the task as if
 * nothing had been read.
 */
final class KafkaGradientLog implements GradientLog {
    private static final Duration POLL = Duration.ofMillis(200);

    /** Polls without any progress before the log counts as unreadable. */
    private static final int IDLE_POLLS = 300;

    private final Map<String, Object> consumerConfig;
    private final TopicPartition partition;

    KafkaGradientLog(Map<String, Object> consumerConfig, TopicPartition partition) {
        this.consumerConfig = consumerConfig;
        this.partition = partition;
    }

    @Override
    public long earliest() {
        try (Consumer<byte[], byte[]> consumer = open()) {
            return earliest(consumer);
        }
    }

    @Override
    public void read(long from, long to, Visitor visitor) {
        try (Consumer<byte[], byte[]> consumer = open()) {
            consumer.assign(Set.of(partition));
            long start = Math.max(from, earliest(consumer));
            if (start < to) {
                consumer.seek(partition, start);
                read(consumer, start, to, visitor);
            }
        }
    }

    private void read(Consumer<byte[], byte[]> consumer, long start, long to, Visitor visitor) {
        int idle = 0;
        for (long position = start; position < to; ) {
            for (ConsumerRecord<byte[], byte[]> logged : poll(consumer)) {
                if (logged.offset() >= to) {
                    return;
                }
                visitor.visit(record(logged));
            }
            long reached = consumer.position(partition);
            idle = reached > position ? 0 : idle + 1;
            position = reached;
            if (idle > IDLE_POLLS) {
                throw new ReplayException(partition + " ends at offset " + position + ", expected to reach " + to);
            }
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> poll(Consumer<byte[], byte[]> consumer) {
        try {
            return consumer.poll(POLL).records(partition);
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    private static GradientRecord record(ConsumerRecord<byte[], byte[]> logged) {
        return new GradientRecord(logged.offset(), logged.timestamp(), logged.key(), logged.value(), logged.headers());
    }

    private long earliest(Consumer<byte[], byte[]> consumer) {
        try {
            return consumer.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    private Consumer<byte[], byte[]> open() {
        return new KafkaConsumer<>(consumerConfig, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private ReplayException unreadable(KafkaException cause) {
        return new ReplayException("Cannot read " + partition + " again: " + cause.getMessage(), cause);
    }
}
