package io.metastep.cli.cluster;

import io.metastep.cli.CommandFailure;
import io.metastep.schemas.Topic;
import io.metastep.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of a prefix; existing ones stay as they are. */
public final class TopicSetup {

    private final Admin admin;
    private final Topics topics;

    public TopicSetup(Admin admin, Topics topics) {
        this.admin = admin;
        this.topics = topics;
    }

    /**
     * Creates what is missing.
     *
     * @param partitions of the topics that jobs write to and read from, all equal
     * @param replicas copies of each partition, empty for the cluster's default
     * @return the topics that were created
     */
    public List<Topic> create(int partitions, Optional<Short> replicas) {
        List<Topic> created = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            NewTopic request = newTopic(topic, partitions, replicas);
            if (isNew(topic, admin.createTopics(List.of(request)).all())) {
                created.add(topic);
            }
        }
        return created;
    }

    /** Names of the prefix's topics that do not exist. */
    public List<String> missing() {
        Set<String> existing = Await.result(admin.listTopics().names());
        return topics.names().stream().filter(name -> !existing.contains(name)).toList();
    }

    /** Fails with a {@link CommandFailure} if a topic is missing. */
    public void requireAll() {
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw CommandFailure.usage("There is no topic " + String.join(", ", missing)
                    + ". Create them with: metastep topics create --prefix " + topics.prefix());
        }
    }

    private NewTopic newTopic(Topic topic, int partitions, Optional<Short> replicas) {
        return new NewTopic(topics.name(topic), Optional.of(topic.partitions(partitions)), replicas)
                .configs(topic.configs());
    }

    private static boolean isNew(Topic topic, KafkaFuture<Void> result) {
        try {
            Await.orCause(result);
            return true;
        } catch (TopicExistsException e) {
            return false;
        } catch (KafkaException e) {
            throw CommandFailure.failed("Could not create topic %s: %s".formatted(topic.shortName(), e.getMessage()));
        }
    }
}
