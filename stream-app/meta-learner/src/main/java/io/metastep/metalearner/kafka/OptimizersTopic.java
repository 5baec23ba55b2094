package io.metastep.metalearner.kafka;

import io.metastep.metalearner.online.FamilyVersions;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerFileException;
import io.metastep.schemas.OptimizerChannel;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.OptimizerVersion;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One family on the optimizers topic, as it was when {@link #refresh} was called. Keeps the bytes of the versions that channels name
 * and of the newest; others are read again when somebody wants them. One thread.
 */
final class OptimizersTopic implements FamilyVersions, Opened.Resource {
    private static final Logger LOG = LoggerFactory.getLogger(OptimizersTopic.class);
    private static final int KEPT = 16;
    private final SinglePartition partition;
    private final String family;
    private final Wire<OptimizerVersion> versions = Wire.optimizerVersions();
    private final Wire<OptimizerChannel> channels = Wire.optimizerChannels();
    private final NavigableSet<Integer> numbers = new TreeSet<>();
    private final NavigableMap<Integer, byte[]> contents = new TreeMap<>();
    private final Map<String, OptimizerChannel> named = new HashMap<>();

    OptimizersTopic(LearnerConnection connection, String family) {
        this.partition = new SinglePartition(connection, connection.topics().optimizers());
        this.family = family;
    }

    /** Reads what was committed since the last time. */
    OptimizersTopic refresh() {
        partition.toEnd(this::see);
        contents.keySet().removeIf(number -> !isWanted(number));
        return this;
    }

    private boolean isWanted(int number) {
        return named.values().stream().anyMatch(channel -> channel.getVersion() == number)
                || numbers.tailSet(number, false).size() < KEPT;
    }

    private void see(ConsumerRecord<byte[], byte[]> logged) {
        OptimizerRef ref = ref(logged.key()).orElse(null);
        if (ref instanceof OptimizerRef.Version version) {
            seeVersion(version.version(), logged.value());
        } else if (ref instanceof OptimizerRef.Channel channel) {
            seeChannel(channel, logged.value());
        }
    }

    private Optional<OptimizerRef> ref(byte @Nullable [] key) {
        return Optional.ofNullable(key)
                .flatMap(bytes -> OptimizerRef.parse(new String(bytes, StandardCharsets.UTF_8)))
                .filter(ref -> ref.family().equals(family));
    }

    private void seeVersion(int number, byte @Nullable [] value) {
        if (value == null) {
            numbers.remove(number);
            contents.remove(number);
        } else {
            numbers.add(number);
            contents.put(number, value);
        }
    }

    private void seeChannel(OptimizerRef.Channel channel, byte @Nullable [] value) {
        try {
            if (value == null) {
                named.remove(channel.channel());
            } else {
                named.put(channel.channel(), channels.decode(value));
            }
        } catch (WireException e) {
            reportUnusable(channel.key(), e);
        }
    }

    /** The last record of each channel, by name, and the number of the newest version: what decisions rest on. */
    Standing standing() {
        return new Standing(Map.copyOf(named), newest());
    }

    /** What is published of the family. */
    record Standing(Map<String, OptimizerChannel> channels, int newest) {
        Standing {
            channels = Map.copyOf(channels);
        }
    }

    @Override
    public int newest() {
        return numbers.isEmpty() ? 0 : numbers.last();
    }

    @Override
    public Optional<OptimizerFile> channel(String channel) {
        return named(channel).map(OptimizerChannel::getVersion).flatMap(this::version);
    }

    @Override
    public Optional<OptimizerChannel> named(String channel) {
        return Optional.ofNullable(named.get(channel));
    }

    @Override
    public Optional<OptimizerFile> version(int number) {
        if (numbers.contains(number) && !contents.containsKey(number)) {
            readAgain(number);
        }
        return Optional.ofNullable(contents.get(number)).flatMap(bytes -> read(number, bytes));
    }

    private void readAgain(int number) {
        partition.seek(partition.begin());
        partition.toEnd(logged -> {
            see(logged);
            contents.keySet().removeIf(other -> other != number && !isWanted(other));
        });
    }

    private Optional<OptimizerFile> read(int number, byte[] bytes) {
        String key = new OptimizerRef.Version(family, number).key();
        try {
            var content = versions.decode(bytes).getContent();
            var file = new byte[content.remaining()];
            content.duplicate().get(file);
            return Optional.of(OptimizerFile.read(file))
                    .filter(read -> read.reference().equals(key));
        } catch (WireException | OptimizerFileException e) {
            reportUnusable(key, e);
            return Optional.empty();
        }
    }

    private static void reportUnusable(String key, Exception cause) {
        LOG.atWarn().setCause(cause).addKeyValue("key", key).log("Unusable record on the optimizers topic");
    }

    @Override
    public void close() {
        partition.close();
    }
}
