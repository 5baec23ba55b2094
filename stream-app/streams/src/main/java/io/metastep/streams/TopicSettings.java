package io.metastep.streams;

import io.metastep.schemas.Limits;
import io.metastep.schemas.TimeSpan;
import io.metastep.schemas.Topic;
import io.metastep.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Config;
import org.jspecify.annotations.Nullable;

/** The settings of the topics, and which of them would break a promise. What the cluster does not tell counts as right. */
final class TopicSettings {
    /** Ten times what the status of a job can have. */
    private static final int STATUS_BYTES = 256 << 10;

    private final Topics topics;
    private final Map<Topic, Config> configs;
    private final List<String> problems = new ArrayList<>();

    TopicSettings(Topics topics, Map<Topic, Config> configs) {
        this.topics = topics;
        this.configs = Map.copyOf(configs);
    }

    /**
     * What is wrong and how to mend it.
     *
     * @param replayTime how far back recovery may have to read
     * @param replayBytes how many bytes recovery may have to read
     */
    List<String> problems(Duration replayTime, long replayBytes) {
        problems.clear();
        // A record of any of them without a timestamp would stop the thread that reads it, and again after each
        // restart.
        configs.keySet().stream().sorted().forEach(topic -> require(topic, "message.timestamp.type", Topic.TIMESTAMPS));
        // Compaction would also take gradients that replay needs and updates that a follower needs, and would refuse
        // the
        // rejection of a record without a key.
        configs.keySet().stream()
                .sorted()
                .forEach(topic ->
                        require(topic, "cleanup.policy", topic.cleanup().setting()));
        checkRetention(replayTime);
        checkRetention(replayBytes);
        checkUpdateSize();
        checkStatusSize(Topic.ACTIVITY);
        checkStatusSize(Topic.STATUS);
        checkRejectedSize();
        return List.copyOf(problems);
    }

    /** What breaks no promise as long as all that write can be trusted, and how to mend it. */
    List<String> warnings() {
        return configs.keySet().stream()
                .filter(Topic::isWrittenByJobs)
                .filter(topic -> !Topic.COMPRESSION.equals(value(topic, "compression.type", Topic.COMPRESSION)))
                .sorted()
                .map(topic -> "Topic " + topics.name(topic) + " has compression.type="
                        + value(topic, "compression.type") + ", expected " + Topic.COMPRESSION
                        + ": a small record could become larger than the application's memory and stop it again and"
                        + " again; change it with kafka-configs --alter")
                .toList();
    }

    private String value(Topic topic, String name, String otherwise) {
        String value = value(topic, name);
        return value == null ? otherwise : value;
    }

    private @Nullable String value(Topic topic, String name) {
        Config config = configs.get(topic);
        return config == null || config.get(name) == null
                ? null
                : config.get(name).value();
    }

    private void require(Topic topic, String name, String expected) {
        String got = value(topic, name);
        if (got != null && !names(got).equals(names(expected))) {
            problems.add("Topic " + topics.name(topic) + " has " + name + "=" + got + ", expected " + expected
                    + "; change it with kafka-configs --alter");
        }
    }

    /** The order of policies means nothing. */
    private static Set<String> names(String list) {
        return Set.copyOf(Arrays.asList(list.split(" *, *", -1)));
    }

    private void checkRetention(Duration replayTime) {
        String retention = value(Topic.GRADIENTS, "retention.ms");
        long millis = retention == null ? -1 : Long.parseLong(retention);
        if (millis >= 0 && millis <= replayTime.toMillis()) {
            problems.add("Topic " + topics.gradients() + " has retention.ms=" + millis + " ("
                    + TimeSpan.of(Duration.ofMillis(millis)) + "), but recovery may replay " + TimeSpan.of(replayTime)
                    + "; raise retention.ms above " + replayTime.toMillis());
        }
    }

    /** For each partition, as the replay distance is. */
    private void checkRetention(long replayBytes) {
        String retention = value(Topic.GRADIENTS, "retention.bytes");
        long bytes = retention == null ? -1 : Long.parseLong(retention);
        if (bytes >= 0 && bytes <= replayBytes) {
            problems.add("Topic " + topics.gradients() + " has retention.bytes=" + bytes + ", but recovery may replay "
                    + replayBytes + "; raise retention.bytes above that, or remove it");
        }
    }

    private void checkUpdateSize() {
        String updates = value(Topic.UPDATES, "max.message.bytes");
        int needed = Topic.UPDATES.maxMessageBytes();
        if (updates != null && Long.parseLong(updates) < needed) {
            problems.add("Topic " + topics.updates() + " has max.message.bytes=" + updates + ", expected at least "
                    + needed + ", or a large update would stop the application");
        }
    }

    private void checkStatusSize(Topic topic) {
        String size = value(topic, "max.message.bytes");
        if (size != null && Long.parseLong(size) < STATUS_BYTES) {
            problems.add("Topic " + topics.name(topic) + " has max.message.bytes=" + size + ", expected at least "
                    + STATUS_BYTES + ", or the status of a job could stop the application");
        }
    }

    private void checkRejectedSize() {
        String gradients = value(Topic.GRADIENTS, "max.message.bytes");
        String rejected = value(Topic.REJECTED, "max.message.bytes");
        if (gradients == null || rejected == null) {
            return;
        }
        // Compressed, a record may be larger than its topic allows: what is kept of it is measured by the contract's
        // limit.
        long needed = Math.max(Long.parseLong(gradients), Limits.RECORD_BYTES) + Limits.REJECTION_EXTRA_BYTES;
        if (Long.parseLong(rejected) < needed) {
            problems.add("Topic " + topics.rejected() + " has max.message.bytes=" + rejected + ", expected at least "
                    + needed + ": " + Limits.REJECTION_EXTRA_BYTES + " more than " + topics.gradients()
                    + ", or a large rejection would stop the application");
        }
    }
}
