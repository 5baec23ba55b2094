package io.metastep.streams;

import io.metastep.streams.StartupException.Kind;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What a partition holds.
 *
 * @param partition of a topic
 * @param start offset of the oldest record that is left
 * @param end offset after the last record that no open transaction holds back
 */
record Extent(TopicPartition partition, long start, long end) {
    private static final ListOffsetsOptions COMMITTED = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);

    /**
     * Those of a topic by partition number.
     *
     * @param remedy what to do if there is no such topic
     * @throws StartupException MISSING_TOPICS
     */
    static SortedMap<Integer, Extent> of(Cluster cluster, String topic, String remedy) {
        try {
            List<TopicPartition> partitions = partitions(cluster, topic);
            Map<TopicPartition, Long> starts = offsets(cluster, partitions, OffsetSpec.earliest());
            SortedMap<Integer, Extent> extents = new TreeMap<>();
            offsets(cluster, partitions, OffsetSpec.latest())
                    .forEach((partition, end) -> extents.put(
                            partition.partition(), new Extent(partition, starts.getOrDefault(partition, 0L), end)));
            return extents;
        } catch (UnknownTopicOrPartitionException e) {
            throw new StartupException(
                    Kind.MISSING_TOPICS, List.of("Topic " + topic + " does not exist; " + remedy), e);
        }
    }

    private static List<TopicPartition> partitions(Cluster cluster, String topic) {
        int count = cluster.get(cluster.admin().describeTopics(List.of(topic)).allTopicNames()).values().stream()
                .mapToInt(description -> description.partitions().size())
                .sum();
        return IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    private static Map<TopicPartition, Long> offsets(
            Cluster cluster, List<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> asked = partitions.stream().collect(Collectors.toMap(p -> p, p -> spec));
        return cluster.get(cluster.admin().listOffsets(asked, COMMITTED).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    long records() {
        return end - start;
    }
}
