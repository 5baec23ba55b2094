package io.metastep.metalearner.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed in the only partition of a topic. */
final class SinglePartition implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int PATIENCE = 150; // polls in a row that bring nothing
    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> consumer;

    SinglePartition(LearnerConnection connection, String topic) {
        partition = new TopicPartition(topic, 0);
        consumer = new KafkaConsumer<>(connection.reader(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    long begin() {
        return offset(consumer.beginningOffsets(List.of(partition)));
    }

    long end() {
        return offset(consumer.endOffsets(List.of(partition)));
    }

    private long offset(Map<TopicPartition, Long> offsets) {
        return offsets.getOrDefault(partition, 0L);
    }

    void seek(long offset) {
        consumer.seek(partition, offset);
    }

    /** Reads from where it stands to the end that is committed now. */
    void toEnd(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        to(end(), reader);
    }

    /** Reads from where it stands to an offset. */
    void to(long end, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        int idle = 0;
        while (consumer.position(partition) < end) {
            long before = consumer.position(partition);
            consumer.poll(POLL).forEach(reader);
            idle = consumer.position(partition) > before ? 0 : idle + 1;
            requirePatience(idle, end);
        }
    }

    private void requirePatience(int idle, long end) {
        if (idle > PATIENCE) {
            throw new TimeoutException("Nothing more comes of %s up to offset %d for %d s"
                    .formatted(partition, end, PATIENCE * POLL.toMillis() / 1_000));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
