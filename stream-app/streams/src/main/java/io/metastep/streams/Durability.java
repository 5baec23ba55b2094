package io.metastep.streams;

import io.metastep.schemas.Topic;
import io.metastep.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.jspecify.annotations.Nullable;

/** Whether what a broker acknowledged outlives that broker: no promise can hold for records that the cluster itself forgets. */
final class Durability {
    private static final String MIN_IN_SYNC = "min.insync.replicas";
    private static final String UNCLEAN = "unclean.leader.election.enable";

    private final Topics topics;
    private final Map<Topic, Config> configs;
    private final Map<Topic, Integer> replicas;

    /**
     * What is known of the topics.
     *
     * @param configs what the cluster does not tell counts as right
     * @param replicas copies of each partition
     */
    Durability(Topics topics, Map<Topic, Config> configs, Map<Topic, Integer> replicas) {
        this.topics = topics;
        this.configs = Map.copyOf(configs);
        this.replicas = Map.copyOf(replicas);
    }

    /** What would let the cluster take back what it acknowledged, and how to mend it. */
    List<String> problems() {
        return replicas.keySet().stream()
                .filter(topic -> replicas(topic) > 1 && "true".equals(value(topic, UNCLEAN)))
                .sorted()
                .map(topic ->
                        "Topic " + topics.name(topic) + " has " + UNCLEAN + "=true: a replica that missed records may"
                                + " become the leader, and what was answered is forgotten; set it to false with kafka-configs"
                                + " --alter")
                .toList();
    }

    /**
     * What makes the promises end with a single broker, and how to mend it.
     *
     * @param brokers of the cluster
     */
    List<String> warnings(int brokers) {
        List<String> warnings = new ArrayList<>();
        List<String> single = named(topic -> brokers > 1 && replicas(topic) == 1);
        if (!single.isEmpty()) {
            warnings.add("With replication factor 1, the loss of one of the " + brokers + " brokers loses records of "
                    + String.join(", ", single) + "; give them 3 replicas with kafka-reassign-partitions");
        }
        List<String> loose = named(topic -> replicas(topic) > 1 && minInSync(topic) < 2);
        if (!loose.isEmpty()) {
            warnings.add("With " + MIN_IN_SYNC + "=1, a record counts as written when one broker has it: "
                    + String.join(", ", loose) + "; set it to 2 with kafka-configs --alter");
        }
        return warnings;
    }

    private List<String> named(Predicate<Topic> condition) {
        return replicas.keySet().stream()
                .filter(condition)
                .sorted()
                .map(topics::name)
                .toList();
    }

    private int replicas(Topic topic) {
        return replicas.getOrDefault(topic, 1);
    }

    private int minInSync(Topic topic) {
        String value = value(topic, MIN_IN_SYNC);
        return value == null ? Integer.MAX_VALUE : Integer.parseInt(value);
    }

    private @Nullable String value(Topic topic, String name) {
        Config config = configs.get(topic);
        ConfigEntry entry = config == null ? null : config.get(name);
        return entry == null ? null : entry.value();
    }
}
