package io.metastep.client;

import io.metastep.schemas.TimeSpan;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Connections to a cluster, with failures that say what to do. */
final class Cluster {
    private Cluster() {}

    static Consumer<byte[], byte[]> consumer(ClientSettings settings) {
        return connect(settings, () -> new KafkaConsumer<>(KafkaProperties.consumer(settings)));
    }

    static Producer<byte[], byte[]> producer(ClientSettings settings) {
        return connect(settings, () -> new KafkaProducer<>(KafkaProperties.producer(settings)));
    }

    /**
     * Partitions of gradients and of updates, which must be equal.
     *
     * @throws JobException.Unreachable no broker, no topic, or counts that differ
     */
    static int partitions(Consumer<byte[], byte[]> consumer, ClientSettings settings) {
        int gradients = partitions(consumer, settings, settings.topics().gradients());
        int updates = partitions(consumer, settings, settings.topics().updates());
        if (gradients != updates) {
            throw new JobException.Unreachable(
                    "Topic " + settings.topics().gradients() + " has " + gradients + " partitions, "
                            + settings.topics().updates() + " has " + updates
                            + "; expected equal counts: create the topics with `metastep topics create`",
                    null);
        }
        return gradients;
    }

    static int partitions(Consumer<byte[], byte[]> consumer, ClientSettings settings, String topic) {
        List<PartitionInfo> partitions = connect(settings, () -> lookUp(consumer, topic, settings.connectTimeout()));
        if (partitions == null || partitions.isEmpty()) {
            throw new JobException.Unreachable(
                    "No topic " + topic + " at " + settings.bootstrapServers()
                            + " that this client may read; create the topics with `metastep topics create`, or check "
                            + ClientSetting.PREFIX.key(),
                    null);
        }
        return partitions.size();
    }

    private static List<PartitionInfo> lookUp(Consumer<byte[], byte[]> consumer, String topic, Duration timeout) {
        try {
            return consumer.partitionsFor(topic, timeout);
        } catch (UnknownTopicOrPartitionException e) {
            return List.of();
        }
    }

    private static <T> T connect(ClientSettings settings, Supplier<T> action) {
        try {
            return action.get();
        } catch (TimeoutException e) {
            throw new JobException.Unreachable(
                    "No broker answered at " + settings.bootstrapServers() + " within "
                            + TimeSpan.of(settings.connectTimeout())
                            + "; check that it runs, and that address and security settings are right",
                    e);
        } catch (KafkaException e) {
            throw new JobException.Unreachable(
                    "Cannot use the cluster at " + settings.bootstrapServers() + ": " + reason(e), e);
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : failure.getMessage() + ": " + cause.getMessage();
    }
}
