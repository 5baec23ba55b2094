package io.metastep.cli.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts the committed records of a topic by reading it; for topics that are nearly empty. */
public final class RecordCount {

    private static final Duration POLL = Duration.ofMillis(200);

    private RecordCount() {}

    public static long of(ClusterSettings cluster, String topic) {
        Map<String, Object> config = new HashMap<>(cluster.kafkaProperties());
        config.put("bootstrap.servers", cluster.bootstrapServers());
        config.put("isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return count(consumer, consumer.endOffsets(partitions));
        }
    }

    private static long count(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> end) {
        long count = 0;
        while (end.entrySet().stream().anyMatch(entry -> consumer.position(entry.getKey()) < entry.getValue())) {
            count += consumer.poll(POLL).count();
        }
        return count;
    }
}
