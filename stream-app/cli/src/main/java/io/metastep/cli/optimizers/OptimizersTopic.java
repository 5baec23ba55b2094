package io.metastep.cli.optimizers;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.cluster.CommittedRecords;
import io.metastep.cli.cluster.TopicSetup;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerFileException;
import io.metastep.schemas.OptimizerChannel;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.OptimizerVersion;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the optimizers topic of a cluster says: versions, channels, and records that nobody can use. */
final class OptimizersTopic {

    /**
     * One version of an optimizer.
     *
     * @param published when it came to the topic
     */
    record Version(OptimizerFile file, Instant published) {}

    /**
     * A channel and the version it names.
     *
     * @param reason why it was moved there; may be empty
     * @param moved when
     * @param record all that is published of it
     */
    record Channel(
            OptimizerRef.Channel name,
            OptimizerRef.Version version,
            String reason,
            Instant moved,
            OptimizerChannel record) {}

    private final Map<String, Version> versions = new TreeMap<>();
    private final Map<String, Channel> channels = new TreeMap<>();
    private final List<String> unusable = new ArrayList<>();
    private final Wire<OptimizerVersion> versionWire = Wire.optimizerVersions();
    private final Wire<OptimizerChannel> channelWire = Wire.optimizerChannels();

    /** Of these records, the latest of each key. */
    OptimizersTopic(Map<String, ConsumerRecord<byte[], byte[]>> records) {
        records.forEach(this::take);
        channels.values().stream()
                .filter(channel -> !versions.containsKey(channel.version().key()))
                .forEach(channel ->
                        unusable.add("%s names %s, which is not there".formatted(channel.name(), channel.version())));
    }

    /** Reads it from a cluster that answers; fails if it has no such topic. */
    static OptimizersTopic read(ClusterSettings cluster) {
        try (Admin admin = cluster.admin()) {
            new TopicSetup(admin, cluster.topics()).require(cluster.topics().optimizers());
        }
        Map<String, ConsumerRecord<byte[], byte[]>> latest = new TreeMap<>();
        CommittedRecords.read(cluster, cluster.topics().optimizers(), record -> keep(record, latest));
        return new OptimizersTopic(latest);
    }

    private static void keep(
            ConsumerRecord<byte[], byte[]> record, Map<String, ConsumerRecord<byte[], byte[]>> latest) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            latest.remove(key);
        } else {
            latest.put(key, record);
        }
    }

    private void take(String key, ConsumerRecord<byte[], byte[]> record) {
        Instant time = Instant.ofEpochMilli(record.timestamp());
        try {
            OptimizerRef ref = OptimizerRef.of(key);
            if (!ref.key().equals(key)) {
                throw new IllegalArgumentException("the key of a record is FAMILY@VERSION or FAMILY#CHANNEL");
            } else if (ref instanceof OptimizerRef.Channel channel) {
                channels.put(key, channel(channel, record.value(), time));
            } else {
                versions.put(key, new Version(version(key, record.value()), time));
            }
        } catch (WireException | OptimizerFileException | IllegalArgumentException e) {
            unusable.add(
                    "%s cannot be used: %s".formatted(key.isEmpty() ? "a record without a key" : key, e.getMessage()));
        }
    }

    private Channel channel(OptimizerRef.Channel name, byte[] bytes, Instant moved) throws WireException {
        OptimizerChannel record = channelWire.decode(bytes);
        if (!record.getFamily().equals(name.family())) {
            throw new IllegalArgumentException("its record is of the family " + record.getFamily());
        }
        return new Channel(
                name, new OptimizerRef.Version(name.family(), record.getVersion()), record.getReason(), moved, record);
    }

    private OptimizerFile version(String key, byte[] bytes) throws WireException, OptimizerFileException {
        OptimizerFile file = OptimizerFile.read(bytes(versionWire.decode(bytes).getContent()));
        if (!file.reference().equals(key)) {
            throw new IllegalArgumentException("its record holds " + file.reference());
        }
        return file;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** All versions that can be used. */
    List<Version> versions() {
        return List.copyOf(versions.values());
    }

    /** All channels, those that name a missing version too. */
    List<Channel> channels() {
        return List.copyOf(channels.values());
    }

    /** The channel of that name. */
    Optional<Channel> channel(OptimizerRef.Channel name) {
        return Optional.ofNullable(channels.get(name.key()));
    }

    /** The channels of a family. */
    List<Channel> channelsOfFamily(String family) {
        return channels.values().stream()
                .filter(channel -> channel.name().family().equals(family))
                .toList();
    }

    /** The channels that name a version. */
    List<Channel> channelsOf(String version) {
        return channels.values().stream()
                .filter(channel -> channel.version().key().equals(version))
                .toList();
    }

    /** What is wrong with records of the topic, a sentence each. */
    List<String> unusable() {
        return List.copyOf(unusable);
    }

    /** The version that a reference names now; a family alone means its stable channel. */
    Optional<Version> find(OptimizerRef reference) {
        if (reference instanceof OptimizerRef.Channel channel) {
            return channel(channel).map(found -> versions.get(found.version().key()));
        }
        return Optional.ofNullable(versions.get(reference.key()));
    }

    /** A version that is there and in order; fails with a {@link CommandFailure} if it is not. */
    Version require(OptimizerRef.Version wanted) {
        return find(wanted).orElseThrow(() -> CommandFailure.usage(missing(wanted)));
    }

    private String missing(OptimizerRef.Version wanted) {
        return problem(wanted)
                .map(problem -> Printable.of(problem) + "; jobs could not use it")
                .orElseGet(() -> "There is no %s on the cluster; there are %s".formatted(wanted, versionsOf(wanted)));
    }

    private String versionsOf(OptimizerRef.Version wanted) {
        String names = versions.values().stream()
                .map(Version::file)
                .filter(file -> file.family().equals(wanted.family()))
                .map(OptimizerFile::reference)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none of its family" : names;
    }

    /** Why the record of a version cannot be used; empty if it can, or there is none. */
    Optional<String> problem(OptimizerRef.Version version) {
        return unusable.stream()
                .filter(problem -> problem.startsWith(version.key() + " "))
                .findFirst();
    }
}
