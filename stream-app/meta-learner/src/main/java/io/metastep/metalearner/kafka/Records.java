package io.metastep.metalearner.kafka;

import io.metastep.metalearner.online.Release;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.ChannelRecords;
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
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What a learner writes, as records of the contract. */
final class Records {
    private static final String LEARNER = "learner";

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

    /** A new version, if there is one, and what {@code latest} names; the version first, so that no channel names what is not there. */
    List<ProducerRecord<byte[], byte[]>> release(Release release, OptimizersTopic published, Instant now) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        release.file().ifPresent(file -> records.add(version(file, release.parent())));
        records.add(channel(OptimizerRef.Channel.LATEST, release.latest(), release.reason(), published, now));
        return records;
    }

    ProducerRecord<byte[], byte[]> version(OptimizerFile file, @Nullable String parent) {
        var version = new OptimizerVersion(family, file.version(), ByteBuffer.wrap(file.write()), parent);
        return record(topics.optimizers(), file.reference(), versions.encode(version));
    }

    /** Moves a channel; what it named before is looked up. */
    ProducerRecord<byte[], byte[]> channel(
            String channel, int version, String reason, OptimizersTopic published, Instant now) {
        var ref = new OptimizerRef.Channel(family, channel);
        var move = new ChannelRecords.Move(LEARNER, now, reason);
        OptimizerChannel before = published.named(channel).orElse(null);
        return record(
                topics.optimizers(), ref.key(), channels.encode(ChannelRecords.moved(ref, before, version, move)));
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
        return new ProducerRecord<>(topic, 0, key.getBytes(StandardCharsets.UTF_8), value);
    }
}
