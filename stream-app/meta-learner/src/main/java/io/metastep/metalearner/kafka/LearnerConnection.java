package io.metastep.metalearner.kafka;

import io.metastep.schemas.Limits;
import io.metastep.schemas.Topics;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a learner finds its topics, and as whom it comes. Learners with the same prefix and family are one group, of which one works.
 *
 * @param bootstrapServers brokers
 * @param properties settings for all Kafka clients
 * @param topics their names
 * @param family whose learner it is
 */
public record LearnerConnection(String bootstrapServers, Map<String, String> properties, Topics topics, String family) {
    /** Longer, and those who stand by wait longer for the partitions of one that was killed. */
    private static final String SESSION_TIMEOUT_MILLIS = "10000";

    private static final String HEARTBEAT_MILLIS = "2000";
    /** Records of one poll, hence the most that go into a batch beyond the one that makes it full. */
    private static final String POLL_RECORDS = "256";

    private static final String TRANSACTION_TIMEOUT_MILLIS = "30000";
    private static final String BLOCKING_MILLIS = "15000";

    public LearnerConnection {
        properties = Map.copyOf(properties);
    }

    /** Without properties, of which some are secret. */
    @Override
    public String toString() {
        return "LearnerConnection[" + group() + " at " + bootstrapServers + "]";
    }

    /** The consumer group. */
    public String group() {
        return topics.prefix() + ".learner." + family;
    }

    /** The working learner's consumer. */
    Map<String, Object> consumer() {
        Map<String, Object> config = reader();
        config.putIfAbsent("session.timeout.ms", SESSION_TIMEOUT_MILLIS);
        config.putIfAbsent("heartbeat.interval.ms", HEARTBEAT_MILLIS);
        config.putIfAbsent("max.poll.records", POLL_RECORDS);
        config.put("group.id", group());
        config.put("group.protocol", "classic"); // only there can clients assign
        config.put("partition.assignment.strategy", OneMemberAssignor.class.getName());
        return config;
    }

    /** A consumer that belongs to no group. */
    Map<String, Object> reader() {
        Map<String, Object> config = common();
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", "false");
        config.put("auto.offset.reset", "earliest");
        config.put("allow.auto.create.topics", "false");
        return config;
    }

    /** The working learner's producer; whoever opens the next one ends this one. */
    Map<String, Object> producer() {
        Map<String, Object> config = common();
        config.putIfAbsent("transaction.timeout.ms", TRANSACTION_TIMEOUT_MILLIS);
        config.putIfAbsent("max.block.ms", BLOCKING_MILLIS);
        config.put("transactional.id", group());
        config.put("enable.idempotence", "true");
        config.put("acks", "all");
        config.put("max.request.size", String.valueOf(Limits.RECORD_BYTES));
        return config;
    }

    private Map<String, Object> common() {
        Map<String, Object> config = new HashMap<>(properties);
        config.put("bootstrap.servers", bootstrapServers);
        return config;
    }
}
