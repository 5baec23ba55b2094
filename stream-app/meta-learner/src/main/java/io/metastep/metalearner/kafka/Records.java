package io.metastep.metalearner.kafka;

import io.metastep.metalearner.online.ChannelChange;
import io.metastep.metalearner.online.Release;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.LearnerState;
import io.metastep.schemas.OptimizerChannel;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.OptimizerVersion;
import io.metastep.schemas.Topics;
import io.metastep.schemas.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What a learner writes, as records of the contract. */
final class Records {
    private final Topics topics;
    private final String family;
    private final Wire<OptimizerVersion> versions = Wire.optimizerVersions();
    private final Wire<OptimizerChannel> channels = Wire.optimizerChannels();
    private final Wire<LearnerState> states = Wire.learnerStates();

    Records(Topics topics, String family) {
        this.topics = topics;
        this.family = family;
    }

    ProducerRecord<byte[], byte[]> state(LearnerState state) {
        return record(topics.learner(), family, states.encode(state));
    }

    /** New versions and channels; a version before the channels, so that none names what is not there. */
    List<ProducerRecord<byte[], byte[]>> releases(List<Release> releases, OptimizersTopic published, Instant now) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        Map<String, OptimizerChannel> moved = new HashMap<>();
        for (Release release : releases) {
            release.file().ifPresent(file -> records.add(version(file)));
            for (ChannelChange change : release.changes()) {
                OptimizerChannel before = moved.get(change.channel());
                OptimizerChannel next =
                        change.record(family, before == null ? named(published, change.channel()) : before, now);
                moved.put(change.channel(), next);
                records.add(channel(next));
            }
        }
        return records;
    }

    private static @Nullable OptimizerChannel named(OptimizersTopic published, String channel) {
        return published.named(channel).orElse(null);
    }

    ProducerRecord<byte[], byte[]> version(OptimizerFile file) {
        String parent = file.provenance().parent();
        var version = new OptimizerVersion(
                family, file.version(), ByteBuffer.wrap(file.write()), parent.isEmpty() ? null : parent);
        return record(topics.optimizers(), file.reference(), versions.encode(version));
    }

    /** Moves a channel; what it named before is looked up. */
    ProducerRecord<byte[], byte[]> channel(
            String channel, int version, String reason, OptimizersTopic published, Instant now) {
        return channel(ChannelChange.move(channel, version, reason).record(family, named(published, channel), now));
    }

    private ProducerRecord<byte[], byte[]> channel(OptimizerChannel channel) {
        var ref = new OptimizerRef.Channel(channel.getFamily(), channel.getChannel());
        return record(topics.optimizers(), ref.key(), channels.encode(channel));
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
        return new ProducerRecord<>(topic, 0, key.getBytes(StandardCharsets.UTF_8), value);
    }
}
