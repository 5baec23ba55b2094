package io.metastep.streams;

import io.metastep.schemas.Topic;
import io.metastep.schemas.Topics;
import io.metastep.streams.StartupException.Kind;
import io.metastep.streams.core.CoreSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whether topics and cluster are as the promises need them, before anything starts; lists all problems at once. */
final class Preflight {
    private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);
    private static final List<Topic> NEEDED = List.of(
            Topic.GRADIENTS,
            Topic.UPDATES,
            Topic.TRAJECTORIES,
            Topic.COMPARISONS,
            Topic.ACTIVITY,
            Topic.STATUS,
            Topic.REJECTED,
            Topic.OPTIMIZERS);

    /** Those with as many partitions as gradients. */
    private static final List<Topic> ALIKE =
            List.of(Topic.UPDATES, Topic.TRAJECTORIES, Topic.COMPARISONS, Topic.ACTIVITY, Topic.STATUS);

    private static final short TRANSACTION_VERSION = 2;

    private final Cluster cluster;
    private final Topics topics;
    private final CoreSettings core;
    private final List<String> problems = new ArrayList<>();

    Preflight(Cluster cluster, ApplicationSettings settings) {
        this.cluster = cluster;
        this.topics = settings.topics();
        this.core = settings.core();
    }

    /**
     * Checks everything.
     *
     * @return number of partitions of the gradients topic
     * @throws StartupException MISSING_TOPICS or UNSUITABLE
     */
    static int check(Cluster cluster, ApplicationSettings settings) {
        return new Preflight(cluster, settings).check();
    }

    private int check() {
        Checkup found = examine();
        if (!found.problems().isEmpty()) {
            throw new StartupException(Kind.UNSUITABLE, found.problems());
        }
        found.warnings().forEach(warning -> LOG.atWarn().log(warning));
        return found.partitions();
    }

    /**
     * Everything that is wrong, at once.
     *
     * @throws StartupException MISSING_TOPICS
     */
    Checkup examine() {
        Map<Topic, TopicDescription> existing = existing();
        Map<Topic, Integer> partitions =
                each(existing, topic -> topic.partitions().size());
        checkPartitions(partitions);
        Map<Topic, Config> configs = configs();
        TopicSettings settings = new TopicSettings(topics, configs);
        problems.addAll(settings.problems(core.replayTime(), core.replayBytes()));
        Durability durability = new Durability(topics, configs, each(existing, Preflight::replicas));
        problems.addAll(durability.problems());
        checkTransactions();
        List<String> warnings = new ArrayList<>(settings.warnings());
        warnings.addAll(durability.warnings(cluster.brokers()));
        return new Checkup(partitions.getOrDefault(Topic.GRADIENTS, 0), problems, warnings);
    }

    private Map<Topic, TopicDescription> existing() {
        Map<String, KafkaFuture<TopicDescription>> answers = cluster.admin()
                .describeTopics(NEEDED.stream().map(topics::name).toList())
                .topicNameValues();
        Map<Topic, TopicDescription> existing = new HashMap<>();
        List<String> missing = new ArrayList<>();
        for (Topic topic : NEEDED) {
            TopicDescription description = description(answers.get(topics.name(topic)));
            if (description == null) {
                missing.add("Topic " + topics.name(topic) + " does not exist; create it with: metastep topics create");
            } else {
                existing.put(topic, description);
            }
        }
        if (!missing.isEmpty()) {
            throw new StartupException(Kind.MISSING_TOPICS, missing);
        }
        return existing;
    }

    private @Nullable TopicDescription description(@Nullable KafkaFuture<TopicDescription> answer) {
        try {
            return answer == null ? null : cluster.get(answer);
        } catch (UnknownTopicOrPartitionException e) {
            return null;
        }
    }

    private static Map<Topic, Integer> each(
            Map<Topic, TopicDescription> existing, ToIntFunction<TopicDescription> number) {
        Map<Topic, Integer> numbers = new HashMap<>();
        existing.forEach((topic, description) -> numbers.put(topic, number.applyAsInt(description)));
        return numbers;
    }

    /** Copies of the partition that has the fewest. */
    private static int replicas(TopicDescription topic) {
        return topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(1);
    }

    private void checkPartitions(Map<Topic, Integer> partitions) {
        int gradients = partitions.getOrDefault(Topic.GRADIENTS, 0);
        for (Topic topic : ALIKE) {
            int got = partitions.getOrDefault(topic, 0);
            if (gradients != got) {
                problems.add("Topic " + topics.name(topic) + " has " + got + " partitions, expected the " + gradients
                        + " of " + topics.gradients() + "; its records go to the partition number of gradient or job");
            }
        }
    }

    private Map<Topic, Config> configs() {
        Map<Topic, Config> configs = new HashMap<>();
        List<ConfigResource> resources = NEEDED.stream().map(this::resource).toList();
        Map<ConfigResource, KafkaFuture<Config>> answers =
                cluster.admin().describeConfigs(resources).values();
        for (Topic topic : NEEDED) {
            KafkaFuture<Config> answer = answers.get(resource(topic));
            if (answer != null) {
                configs.put(topic, cluster.get(answer));
            }
        }
        return configs;
    }

    private ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topics.name(topic));
    }

    private void checkTransactions() {
        try {
            FinalizedVersionRange version = cluster.get(
                            cluster.admin().describeFeatures().featureMetadata())
                    .finalizedFeatures()
                    .get("transaction.version");
            if (version == null || version.maxVersionLevel() < TRANSACTION_VERSION) {
                problems.add("The cluster's transaction.version is "
                        + (version == null ? 0 : version.maxVersionLevel()) + ", expected " + TRANSACTION_VERSION
                        + "; run: kafka-features upgrade --feature transaction.version=" + TRANSACTION_VERSION);
            }
        } catch (StartupException | KafkaException e) {
            LOG.atWarn().setCause(e).log("Could not read the cluster's features; taking transactions for granted");
        }
    }
}
