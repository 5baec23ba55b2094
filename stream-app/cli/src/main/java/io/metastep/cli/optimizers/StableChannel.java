package io.metastep.cli.optimizers;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.schemas.ChannelRecords;
import io.metastep.schemas.OptimizerChannel;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.Wire;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A family's stable channel on a cluster, for those who move it by hand. */
final class StableChannel {
    private final ClusterSettings cluster;
    private final OptimizersTopic topic;
    private final OptimizersTopic.Channel now;

    private StableChannel(ClusterSettings cluster, OptimizersTopic topic, OptimizersTopic.Channel now) {
        this.cluster = cluster;
        this.topic = topic;
        this.now = now;
    }

    /** Reads it; fails with a {@link CommandFailure} if there is no such family. */
    static StableChannel read(ClusterSettings cluster, String family) {
        OptimizersTopic topic = OptimizersTopic.read(cluster.requireReachable());
        var name = new OptimizerRef.Channel(family, OptimizerRef.Channel.STABLE);
        return topic.channels().stream()
                .filter(channel -> channel.name().equals(name))
                .findFirst()
                .map(channel -> new StableChannel(cluster, topic, channel))
                .orElseThrow(() -> CommandFailure.usage(
                        "There is no %s on the cluster; there are %s".formatted(name, channels(topic))));
    }

    private static String channels(OptimizersTopic topic) {
        String names =
                topic.channels().stream().map(channel -> channel.name().key()).collect(Collectors.joining(", "));
        return names.isEmpty() ? "none at all" : names;
    }

    /** Its last record. */
    OptimizerChannel record() {
        return now.record();
    }

    /** The version that it names. */
    OptimizerRef.Version version() {
        return now.version();
    }

    /** Whether a version is on trial against the one that it names. */
    boolean hasTrial() {
        return topic.channelsOfFamily(now.name().family()).stream()
                .map(OptimizersTopic.Channel::record)
                .anyMatch(channel -> Integer.valueOf(now.version().version()).equals(channel.getAgainst()));
    }

    /** A version of its family that is there and in order; fails with a {@link CommandFailure} if it is not. */
    OptimizersTopic.Version require(int number) {
        var wanted = new OptimizerRef.Version(now.name().family(), number);
        return topic.find(wanted).orElseThrow(() -> CommandFailure.usage(missing(wanted)));
    }

    private String missing(OptimizerRef.Version wanted) {
        return topic.unusable().stream()
                .filter(problem -> problem.startsWith(wanted.key() + " "))
                .findFirst()
                .map(problem -> Printable.of(problem) + "; jobs could not use it")
                .orElseGet(() -> "There is no %s on the cluster; there are %s"
                        .formatted(
                                wanted,
                                topic.versions().stream()
                                        .map(version -> version.file())
                                        .filter(file -> file.family().equals(wanted.family()))
                                        .map(file -> file.reference())
                                        .collect(Collectors.joining(", "))));
    }

    /** Whether the memory that jobs have is of no use to a version. */
    boolean losesMemory(OptimizersTopic.Version next) {
        return topic.find(now.version())
                .map(before -> !next.file().spec().canGoOnFrom(before.file().spec()))
                .orElse(false);
    }

    /** Publishes a record that follows the last one, and waits until the cluster has it. */
    void move(int version, boolean isPinned, ChannelRecords.Move move) {
        OptimizerChannel next = ChannelRecords.pinned(now.name(), now.record(), version, isPinned, move);
        Map<String, Object> config = new HashMap<>(cluster.kafkaProperties());
        config.put("bootstrap.servers", cluster.bootstrapServers());
        config.put("acks", "all");
        config.put("enable.idempotence", "true");
        byte[] key = now.name().key().getBytes(StandardCharsets.UTF_8);
        byte[] value = Wire.optimizerChannels().encode(next);
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(cluster.topics().optimizers(), 0, key, value))
                    .get();
        } catch (KafkaException | ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw CommandFailure.failed("Could not move %s: %s".formatted(now.name(), cause.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("Interrupted; whether %s was moved is not known".formatted(now.name()));
        }
    }
}
