package io.metastep.client;

import io.metastep.schemas.TimeSpan;
import io.metastep.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Connections to a cluster, with failures that say what to do. */
final class Cluster {
    private Cluster() {}

    static Consumer<byte[], byte[]> consumer(ClientSettings settings) {
        return connect(settings, () -> new KafkaConsumer<>(KafkaProperties.consumer(settings)));
    }

    /** One that begins again at the beginning should it lose its place. */
    static Consumer<byte[], byte[]> statusConsumer(ClientSettings settings) {
        Map<String, Object> properties = KafkaProperties.consumer(settings);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return connect(settings, () -> new KafkaConsumer<>(properties));
    }

    static Producer<byte[], byte[]> producer(ClientSettings settings) {
        return connect(settings, () -> new KafkaProducer<>(KafkaProperties.producer(settings)));
    }

    /**
     * Partitions of each of the topics that a job writes or reads.
     *
     * @throws JobException.Unreachable no broker
     * @throws JobException.Unprepared topics that are missing, all of them, or have unequal counts
     */
    static int partitions(Consumer<byte[], byte[]> consumer, ClientSettings settings) {
        Topics topics = settings.topics();
        Map<String, Integer> counts = counts(consumer, settings, topics.gradients(), topics.losses(), topics.updates());
        if (new HashSet<>(counts.values()).size() > 1) {
            throw new JobException.Unprepared(
                    "Topics at " + settings.bootstrapServers() + " have these numbers of partitions: " + counts
                            + "; expected equal ones: create the topics with: metastep topics create");
        }
        return counts.values().iterator().next();
    }

    /**
     * Partitions of the topic that a follower reads.
     *
     * @throws JobException.Unreachable no broker
     * @throws JobException.Unprepared no such topic
     */
    static int followedPartitions(Consumer<byte[], byte[]> consumer, ClientSettings settings) {
        return counts(consumer, settings, settings.topics().updates())
                .values()
                .iterator()
                .next();
    }

    /**
     * The partitions of {@code status}.
     *
     * @throws JobException.Unreachable no broker
     * @throws JobException.Unprepared no such topic
     */
    static List<TopicPartition> statusPartitions(Consumer<byte[], byte[]> consumer, ClientSettings settings) {
        String topic = settings.topics().status();
        int count = counts(consumer, settings, topic).values().iterator().next();
        return IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    private static Map<String, Integer> counts(
            Consumer<byte[], byte[]> consumer, ClientSettings settings, String... topics) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (String topic : topics) {
            int count = connect(settings, () -> count(consumer, topic, settings.connectTimeout()));
            if (count == 0) {
                missing.add(topic);
            }
            counts.put(topic, count);
        }
        if (!missing.isEmpty()) {
            throw new JobException.Unprepared("No topic " + String.join(", ", missing) + " at "
                    + settings.bootstrapServers()
                    + " that this client may read; create what is missing with: metastep topics create, or check "
                    + ClientSetting.PREFIX.key());
        }
        return counts;
    }

    /** Partitions of the topic, 0 if there is none. */
    private static int count(Consumer<byte[], byte[]> consumer, String topic, Duration timeout) {
        try {
            List<PartitionInfo> partitions = consumer.partitionsFor(topic, timeout);
            return partitions == null ? 0 : partitions.size();
        } catch (UnknownTopicOrPartitionException e) {
            return 0;
        }
    }

    /** The action's result, or a failure that says what to do. */
    static <T> T connect(ClientSettings settings, Supplier<T> action) {
        try {
            return action.get();
        } catch (TimeoutException e) {
            throw silent(settings, e);
        } catch (AuthorizationException e) {
            throw new JobException.Unreachable(
                    "The cluster at " + settings.bootstrapServers() + " refuses: " + e.getMessage()
                            + "; give this client's user the rights of a client (metastep topics acl), or check "
                            + ClientSetting.PREFIX.key(),
                    e);
        } catch (KafkaException e) {
            throw new JobException.Unreachable(
                    "Cannot use the cluster at " + settings.bootstrapServers() + ": " + reason(e), e);
        }
    }

    /** Nobody answered in time. */
    static JobException.Unreachable silent(ClientSettings settings, @Nullable Throwable cause) {
        return new JobException.Unreachable(
                "No broker answered at " + settings.bootstrapServers() + " within "
                        + TimeSpan.of(settings.connectTimeout())
                        + "; check that it runs, and that address and security settings are right",
                cause);
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : failure.getMessage() + ": " + cause.getMessage();
    }
}
