package io.metastep.streams;

import io.metastep.streams.core.GradientLog;
import io.metastep.streams.core.GradientRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.CloseOptions;
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
 * nothing had been read. The visitor's exceptions leave as they are.
 */
final class KafkaGradientLog implements GradientLog {
    private static final Duration POLL = Duration.ofMillis(200);

    /** Polls without any progress before the log counts as unreadable. */
    private static final int IDLE_POLLS = 300;

    /** Closing waits for what was fetched ahead, by default for as long as 30 s where the broker is gone. */
    static final CloseOptions CLOSE = CloseOptions.timeout(Duration.ofMillis(100));

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final TopicPartition partition;

    KafkaGradientLog(Map<String, Object> consumerConfig, TopicPartition partition) {
        this(
                () -> new KafkaConsumer<>(consumerConfig, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                partition);
    }

    KafkaGradientLog(Supplier<Consumer<byte[], byte[]>> consumers, TopicPartition partition) {
        this.consumers = consumers;
        this.partition = partition;
    }

    @Override
    public long earliest() {
        return with(consumer ->
                asked(() -> consumer.beginningOffsets(Set.of(partition))).getOrDefault(partition, 0L));
    }

    @Override
    public void read(long from, long to, Visitor visitor) {
        if (from < to) {
            with(consumer -> read(consumer, from, to, visitor));
        }
    }

    private long with(ToLongFunction<Consumer<byte[], byte[]>> reading) {
        Consumer<byte[], byte[]> consumer = asked(consumers);
        try {
            return reading.applyAsLong(consumer);
        } finally {
            consumer.close(CLOSE);
        }
    }

    /** Where it stopped. Without a reset policy the consumer refuses an offset that retention took meanwhile. */
    private long read(Consumer<byte[], byte[]> consumer, long from, long to, Visitor visitor) {
        consumer.assign(Set.of(partition));
        consumer.seek(partition, from);
        int idle = 0;
        long position = from;
        while (position < to) {
            for (ConsumerRecord<byte[], byte[]> logged : poll(consumer)) {
                if (logged.offset() >= to) {
                    return logged.offset();
                }
                visitor.visit(record(logged));
            }
            long reached = asked(() -> consumer.position(partition));
            idle = reached > position ? 0 : idle + 1;
            position = reached;
            if (idle > IDLE_POLLS) {
                throw new ReplayException(partition + " ends at offset " + position + ", expected to reach " + to);
            }
        }
        return position;
    }

    private List<ConsumerRecord<byte[], byte[]>> poll(Consumer<byte[], byte[]> consumer) {
        return asked(() -> consumer.poll(POLL)).records(partition);
    }

    private static GradientRecord record(ConsumerRecord<byte[], byte[]> logged) {
        return new GradientRecord(logged.offset(), logged.timestamp(), logged.key(), logged.value(), logged.headers());
    }

    /** Kafka's answer. */
    private <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (KafkaException e) {
            throw new ReplayException("Cannot read " + partition + " again: " + e.getMessage(), e);
        }
    }
}
