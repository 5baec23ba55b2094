package io.metastep.integration.harness;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** All committed records of one topic from its beginning, in the order of each partition. */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    public TopicReader(String bootstrapServers, String topic) {
        this.topic = topic;
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        partitions = consumer.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The records read so far. */
    public List<ConsumerRecord<byte[], byte[]>> records() {
        return List.copyOf(records);
    }

    /** The first record that matches, waiting for it. */
    public ConsumerRecord<byte[], byte[]> await(String what, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        return Await.value(what, () -> pollFor(wanted), () -> records.size() + " other records in " + topic);
    }

    /** All records up to the end that is committed now. */
    public List<ConsumerRecord<byte[], byte[]>> toEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Await.until("end of " + topic, () -> reached(ends), () -> positions() + " of " + ends);
        return records();
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        poll();
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private Map<TopicPartition, Long> positions() {
        return partitions.stream().collect(toMap(p -> p, consumer::position));
    }

    private @Nullable ConsumerRecord<byte[], byte[]> pollFor(Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        var known = records.stream().filter(wanted).findFirst();
        if (known.isEmpty()) {
            poll();
        }
        return known.orElse(null);
    }

    private void poll() {
        consumer.poll(POLL).forEach(records::add);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
