package io.metastep.cli.cluster;

import io.metastep.cli.CommandFailure;
import io.metastep.schemas.Topic;
import io.metastep.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics of a prefix; existing ones stay as they are. */
public final class TopicSetup {

    /** With so many the loss of a broker neither loses a record nor stops anyone. */
    private static final int REPLICAS_TO_LOSE_ONE = 3;

    private final Admin admin;
    private final Topics topics;

    public TopicSetup(Admin admin, Topics topics) {
        this.admin = admin;
        this.topics = topics;
    }

    /**
     * Creates what is missing, and waits until the cluster knows all of it: that the controller has created a topic does not
     * mean that a broker which is asked next has heard of it.
     *
     * @param partitions of the topics that jobs write to and read from, all equal
     * @param replicas copies of each partition, empty for the cluster's default; of three or more, two have to have a record before
     *     it counts as written
     * @return the topics that were created
     */
    public List<Topic> create(int partitions, Optional<Short> replicas) {
        List<Topic> created = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            if (isNew(newTopic(topic, partitions, replicas))) {
                created.add(topic);
            }
        }
        Await.patiently("describe the new topics", () -> requireComplete(created, partitions));
        return created;
    }

    private Map<String, Integer> requireComplete(List<Topic> created, int partitions) {
        Map<String, Integer> known = TopicReport.ask(admin, topics).stream()
                .collect(Collectors.toMap(TopicReport::name, TopicReport::partitions));
        for (Topic topic : created) {
            Integer expected = topic.partitions(partitions);
            Integer found = known.get(topics.name(topic));
            if (!expected.equals(found)) {
                throw new UnknownTopicOrPartitionException(
                        "%s has %s partitions, expected %d".formatted(topics.name(topic), found, expected));
            }
        }
        return known;
    }

    /** Names of the prefix's topics that do not exist. */
    public List<String> missing() {
        Set<String> existing = Await.result(admin.listTopics().names());
        return topics.names().stream().filter(name -> !existing.contains(name)).toList();
    }

    /** Fails with a {@link CommandFailure} if a topic is missing. */
    public void requireAll() {
        failIfAny(missing());
    }

    /** Fails with a {@link CommandFailure} if this topic of the prefix is missing. */
    public void require(String name) {
        failIfAny(missing().stream().filter(name::equals).toList());
    }

    private void failIfAny(List<String> missing) {
        if (!missing.isEmpty()) {
            throw CommandFailure.usage("There is no topic " + String.join(", ", missing)
                    + " that these credentials may see. Create them with: metastep topics create --prefix "
                    + topics.prefix() + ", or on a secured cluster look at the rights: metastep topics acl");
        }
    }

    private NewTopic newTopic(Topic topic, int partitions, Optional<Short> replicas) {
        Map<String, String> configs = new HashMap<>(topic.configs());
        if (replicas.orElse((short) 1) >= REPLICAS_TO_LOSE_ONE) {
            configs.put("min.insync.replicas", "2");
        }
        return new NewTopic(topics.name(topic), Optional.of(topic.partitions(partitions)), replicas).configs(configs);
    }

    private boolean isNew(NewTopic topic) {
        return Await.patiently("create topic " + topic.name(), () -> {
            try {
                Await.orCause(admin.createTopics(List.of(topic)).all());
                return true;
            } catch (TopicExistsException e) {
                return false;
            }
        });
    }
}
