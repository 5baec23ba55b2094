package io.metastep.streams;

import io.metastep.streams.core.Position;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListStreamsGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the group has an offset for every partition, since the application never resets on its own: where one is
 * missing or below the log, the position that the state holds, or else the start of the log.
 */
final class StartOffsets {
    private static final Logger LOG = LoggerFactory.getLogger(StartOffsets.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Cluster cluster;
    private final ApplicationSettings settings;
    private final Set<TopicPartition> partitions;

    private StartOffsets(Cluster cluster, ApplicationSettings settings, int partitions) {
        this.cluster = cluster;
        this.settings = settings;
        this.partitions = partitions(settings.topics().gradients(), partitions);
    }

    static void ensure(Cluster cluster, ApplicationSettings settings, int partitions) {
        new StartOffsets(cluster, settings, partitions).ensure();
    }

    private void ensure() {
        Map<TopicPartition, OffsetAndMetadata> committed = committed();
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            Map<TopicPartition, Long> earliest = consumer.beginningOffsets(partitions);
            Set<TopicPartition> wanting = partitions.stream()
                    .filter(partition -> !isInLog(committed.get(partition), earliest.getOrDefault(partition, 0L)))
                    .collect(Collectors.toSet());
            Map<TopicPartition, OffsetAndMetadata> missing =
                    wanting.isEmpty() ? Map.of() : offsets(wanting, earliest, positions(consumer));
            Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>(committed);
            all.putAll(missing);
            requireInLog(all, consumer.endOffsets(partitions));
            if (!missing.isEmpty()) {
                commit(missing);
            }
        }
    }

    /** A position beyond the log belongs to another log: everything in this one would be taken for answered. */
    private void requireInLog(Map<TopicPartition, OffsetAndMetadata> offsets, Map<TopicPartition, Long> ends) {
        List<String> problems = offsets.entrySet().stream()
                .filter(entry -> entry.getValue() != null
                        && entry.getValue().offset() > ends.getOrDefault(entry.getKey(), Long.MAX_VALUE))
                .map(entry -> entry.getKey() + " ends at offset " + ends.get(entry.getKey()) + ", but application "
                        + settings.applicationId() + " stands at "
                        + entry.getValue().offset()
                        + "; the topic was deleted and made again: take another application id, or delete the group and "
                        + "its changelog topics")
                .sorted()
                .toList();
        if (!problems.isEmpty()) {
            throw new StartupException(StartupException.Kind.UNSUITABLE, problems);
        }
    }

    private static boolean isInLog(@Nullable OffsetAndMetadata committed, long earliest) {
        return committed != null && committed.offset() >= earliest;
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets(
            Set<TopicPartition> wanting, Map<TopicPartition, Long> earliest, Map<Integer, Long> positions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : wanting) {
            long start = earliest.getOrDefault(partition, 0L);
            long position = positions.getOrDefault(partition.partition(), start);
            offsets.put(partition, new OffsetAndMetadata(Math.max(start, position)));
            LOG.atInfo()
                    .addKeyValue("partition", partition)
                    .addKeyValue("position", position)
                    .addKeyValue("earliest", start)
                    .log("The group has no valid offset; taking position or start of the log");
        }
        return offsets;
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() {
        String group = settings.applicationId();
        Admin admin = cluster.admin();
        KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> answer =
                switch (settings.groupProtocol()) {
                    case CLASSIC ->
                        admin.listConsumerGroupOffsets(
                                        Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)))
                                .partitionsToOffsetAndMetadata(group);
                    case STREAMS ->
                        admin.listStreamsGroupOffsets(
                                        Map.of(group, new ListStreamsGroupOffsetsSpec().topicPartitions(partitions)))
                                .partitionsToOffsetAndMetadata(group);
                };
        try {
            return cluster.get(answer);
        } catch (GroupIdNotFoundException e) {
            return Map.of();
        }
    }

    private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        String group = settings.applicationId();
        Admin admin = cluster.admin();
        try {
            cluster.get(
                    switch (settings.groupProtocol()) {
                        case CLASSIC ->
                            admin.alterConsumerGroupOffsets(group, offsets).all();
                        case STREAMS ->
                            admin.alterStreamsGroupOffsets(group, offsets).all();
                    });
        } catch (GroupNotEmptyException | UnknownMemberIdException e) {
            LOG.atInfo().log("Another instance is running already; it takes care of the offsets");
        }
    }

    /** What the changelog of the position table holds, by partition. */
    private Map<Integer, Long> positions(Consumer<byte[], byte[]> consumer) {
        String changelog = settings.applicationId() + "-" + MetastepTopology.POSITION + "-changelog";
        if (!consumer.listTopics().containsKey(changelog)) {
            return Map.of();
        }
        Set<TopicPartition> assigned = new HashSet<>();
        consumer.partitionsFor(changelog).forEach(p -> assigned.add(new TopicPartition(changelog, p.partition())));
        consumer.assign(assigned);
        consumer.seekToBeginning(assigned);
        return lastPositions(consumer, consumer.endOffsets(assigned));
    }

    private static Map<Integer, Long> lastPositions(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        Map<Integer, Long> positions = new HashMap<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> stored : consumer.poll(POLL)) {
                if (stored.value() != null) {
                    positions.put(
                            stored.partition(), Position.read(stored.value()).next());
                }
            }
        }
        return positions;
    }

    private Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                StreamsProperties.reader(settings, "preflight"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static Set<TopicPartition> partitions(String topic, int count) {
        List<TopicPartition> all = IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        return Set.copyOf(all);
    }
}
