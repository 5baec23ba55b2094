package io.metastep.cli.bench.pipeline;

import io.metastep.cli.cluster.ClusterSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a plain consumer needs to read the changelogs of an application from end to end, with the fetch settings of a restore.
 *
 * @param bytes of keys and values
 */
record ChangelogReading(long records, long bytes, double seconds) {

    static ChangelogReading of(ClusterSettings cluster, String applicationId) {
        Map<String, Object> config = new HashMap<>(Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "max.poll.records",
                100,
                "max.partition.fetch.bytes",
                8 << 20));
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> changelogs = consumer.listTopics().entrySet().stream()
                    .filter(topic -> topic.getKey().startsWith(applicationId + "-")
                            && topic.getKey().endsWith("-changelog"))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(changelogs);
            consumer.seekToBeginning(changelogs);
            return read(consumer, consumer.endOffsets(changelogs));
        }
    }

    private static ChangelogReading read(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        long records = 0;
        long bytes = 0;
        long start = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                records++;
                bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
            }
        }
        return new ChangelogReading(records, bytes, (System.nanoTime() - start) / 1e9);
    }

    double bytesPerSecond() {
        return bytes / seconds;
    }

    double bytesPerRecord() {
        return (double) bytes / Math.max(1, records);
    }
}
