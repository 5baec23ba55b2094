package io.metastep.cli.cluster;

import io.metastep.schemas.TimeSpan;
import io.metastep.schemas.Topic;
import io.metastep.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.LeaderNotAvailableException;

/**
 * One topic as it is on the cluster.
 *
 * @param offsets distance from the first to the end offset over all partitions: records, and transaction markers
 * @param deviations settings that are not the contract's
 */
public record TopicReport(
        String topic,
        String name,
        int partitions,
        int replicas,
        String cleanup,
        String timestamps,
        long retentionMillis,
        long offsets,
        List<String> deviations) {

    public TopicReport {
        deviations = List.copyOf(deviations);
    }

    /** How long records are kept, in words. */
    String kept() {
        return retentionMillis < 0 ? "for ever" : TimeSpan.of(Duration.ofMillis(retentionMillis));
    }

    /** Describes all topics of a prefix; they must exist, but the brokers may not all have heard of them yet. */
    public static List<TopicReport> all(Admin admin, Topics topics) {
        return Await.patiently("describe the topics", () -> ask(admin, topics));
    }

    /** One attempt; throws what the cluster answers. */
    static List<TopicReport> ask(Admin admin, Topics topics) {
        Map<String, TopicDescription> descriptions =
                Await.orCause(admin.describeTopics(topics.names()).allTopicNames());
        descriptions.values().forEach(TopicReport::requireLeaders);
        Map<ConfigResource, Config> configs = Await.orCause(admin.describeConfigs(
                        topics.names().stream().map(TopicReport::resource).toList())
                .all());
        Map<String, Long> offsets = offsets(admin, descriptions.values());
        List<TopicReport> reports = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            String name = topics.name(topic);
            TopicDescription description = present(descriptions, name);
            reports.add(of(topic, description, present(configs, resource(name)), present(offsets, name)));
        }
        return reports;
    }

    private static void requireLeaders(TopicDescription topic) {
        for (TopicPartitionInfo partition : topic.partitions()) {
            Node leader = partition.leader();
            if (leader == null || leader.isEmpty()) {
                throw new LeaderNotAvailableException(
                        "partition %d of %s has no leader".formatted(partition.partition(), topic.name()));
            }
        }
    }

    private static TopicReport of(Topic topic, TopicDescription description, Config config, long offsets) {
        return new TopicReport(
                topic.shortName(),
                description.name(),
                description.partitions().size(),
                description.partitions().get(0).replicas().size(),
                config.get("cleanup.policy").value(),
                config.get("message.timestamp.type").value(),
                Long.parseLong(config.get("retention.ms").value()),
                offsets,
                deviations(topic, config));
    }

    private static List<String> deviations(Topic topic, Config config) {
        List<String> deviations = new ArrayList<>();
        topic.configs().forEach((key, expected) -> {
            String actual = config.get(key).value();
            if (!expected.equals(actual)) {
                deviations.add("%s is %s, the contract says %s".formatted(key, actual, expected));
            }
        });
        return deviations;
    }

    private static Map<String, Long> offsets(Admin admin, Collection<TopicDescription> topics) {
        Map<TopicPartition, ListOffsetsResultInfo> first = list(admin, topics, OffsetSpec.earliest());
        Map<TopicPartition, ListOffsetsResultInfo> end = list(admin, topics, OffsetSpec.latest());
        Map<String, Long> sums = new HashMap<>();
        end.forEach((partition, info) -> sums.merge(
                partition.topic(), info.offset() - present(first, partition).offset(), Long::sum));
        return sums;
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> list(
            Admin admin, Collection<TopicDescription> topics, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> request = new HashMap<>();
        topics.forEach(topic -> topic.partitions()
                .forEach(partition -> request.put(new TopicPartition(topic.name(), partition.partition()), spec)));
        return Await.orCause(admin.listOffsets(request).all());
    }

    /** The cluster answers for everything that it is asked for. */
    private static <K, V> V present(Map<K, V> answers, K key) {
        return Objects.requireNonNull(answers.get(key), () -> "no answer for " + key);
    }

    private static ConfigResource resource(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
    }
}
