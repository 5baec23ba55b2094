package io.metastep.streams;

import io.metastep.schemas.Limits;
import io.metastep.schemas.Topic;
import io.metastep.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.jspecify.annotations.Nullable;

/** The settings of the topics, and which of them would break a promise. What the cluster does not tell counts as right. */
final class TopicSettings {
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
     */
    List<String> problems(Duration replayTime) {
        problems.clear();
        // A record of any of them without a timestamp would stop the thread that reads it, and again after each
        // restart.
        configs.keySet().stream().sorted().forEach(topic -> require(topic, "message.timestamp.type", Topic.TIMESTAMPS));
        require(Topic.GRADIENTS, "cleanup.policy", "delete");
        require(Topic.OPTIMIZERS, "cleanup.policy", "compact");
        checkRetention(replayTime);
        checkRejectedSize();
        return List.copyOf(problems);
    }

    private @Nullable String value(Topic topic, String name) {
        Config config = configs.get(topic);
        return config == null || config.get(name) == null
                ? null
                : config.get(name).value();
    }

    private void require(Topic topic, String name, String expected) {
        String got = value(topic, name);
        if (got != null && !got.equals(expected)) {
            problems.add("Topic " + topics.name(topic) + " has " + name + "=" + got + ", expected " + expected
                    + "; change it with kafka-configs --alter");
        }
    }

    private void checkRetention(Duration replayTime) {
        String retention = value(Topic.GRADIENTS, "retention.ms");
        long millis = retention == null ? -1 : Long.parseLong(retention);
        if (millis >= 0 && millis <= replayTime.toMillis()) {
            problems.add("Topic " + topics.gradients() + " has retention.ms=" + millis + ", but recovery may replay "
                    + replayTime + "; raise the retention above " + replayTime.toMillis() + " or lower replayTime");
        }
    }

    private void checkRejectedSize() {
        String gradients = value(Topic.GRADIENTS, "max.message.bytes");
        String rejected = value(Topic.REJECTED, "max.message.bytes");
        if (gradients == null || rejected == null) {
            return;
        }
        long needed = Long.parseLong(gradients) + Limits.REJECTION_EXTRA_BYTES;
        if (Long.parseLong(rejected) < needed) {
            problems.add("Topic " + topics.rejected() + " has max.message.bytes=" + rejected + ", expected at least "
                    + needed + ": " + Limits.REJECTION_EXTRA_BYTES + " more than " + topics.gradients()
                    + ", or a large rejection would stop the application");
        }
    }
}
