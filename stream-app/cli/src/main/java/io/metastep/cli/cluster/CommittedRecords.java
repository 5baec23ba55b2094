package io.metastep.cli.cluster;

import io.metastep.cli.CommandFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed records that a topic has now, each partition in order; for topics that are small. */
public final class CommittedRecords {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private long lastProgress = System.nanoTime();

    private CommittedRecords(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    /** Gives each record to {@code each}; fails with a {@link CommandFailure} if the cluster stops answering. */
    public static void read(ClusterSettings cluster, String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Map<String, Object> config = cluster.connection();
        config.put("isolation.level", "read_committed");
        config.put("allow.auto.create.topics", "false");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            new CommittedRecords(consumer, topic).read(each);
        } catch (KafkaException e) {
            throw CommandFailure.failed("Could not read topic %s: %s".formatted(topic, e.getMessage()));
        }
    }

    private void read(Consumer<ConsumerRecord<byte[], byte[]>> each) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        while (end.entrySet().stream().anyMatch(entry -> consumer.position(entry.getKey()) < entry.getValue())) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            requireProgress(records.isEmpty());
            records.forEach(each);
        }
    }

    private void requireProgress(boolean isEmpty) {
        long now = System.nanoTime();
        if (!isEmpty) {
            lastProgress = now;
        } else if (now - lastProgress > PATIENCE.toNanos()) {
            throw CommandFailure.failed(
                    "Could not read topic %s: the cluster has sent nothing for %d s. Are its brokers up?"
                            .formatted(topic, PATIENCE.toSeconds()));
        }
    }
}
