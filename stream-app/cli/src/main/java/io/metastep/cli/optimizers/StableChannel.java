package io.metastep.cli.optimizers;

import io.metastep.cli.CommandFailure;
import io.metastep.schemas.ChannelRecords;
import io.metastep.schemas.OptimizerChannel;
import io.metastep.schemas.OptimizerRef;
import java.util.Optional;
import java.util.stream.Collectors;

/** A family's stable channel on a cluster, for those who move it by hand. */
final class StableChannel {
    private final ChannelWriter writer;
    private final OptimizersTopic topic;
    private final OptimizersTopic.Channel now;

    private StableChannel(ChannelWriter writer, OptimizersTopic topic, OptimizersTopic.Channel now) {
        this.writer = writer;
        this.topic = topic;
        this.now = now;
    }

    /** That of a family; empty if it has none. */
    static Optional<StableChannel> find(OptimizersTopic topic, ChannelWriter writer, String family) {
        return topic.channel(name(family)).map(channel -> new StableChannel(writer, topic, channel));
    }

    /** That of a family; fails with a {@link CommandFailure} if it has none. */
    static StableChannel require(OptimizersTopic topic, ChannelWriter writer, String family) {
        return find(topic, writer, family)
                .orElseThrow(() -> CommandFailure.usage(
                        "There is no %s on the cluster; there are %s".formatted(name(family), channels(topic))));
    }

    /** What it is called. */
    static OptimizerRef.Channel name(String family) {
        return new OptimizerRef.Channel(family, OptimizerRef.Channel.STABLE);
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
        return topic.require(new OptimizerRef.Version(now.name().family(), number));
    }

    /** Whether the memory that jobs have is of no use to a version. */
    boolean losesMemory(OptimizersTopic.Version next) {
        return topic.find(now.version())
                .map(before -> !next.file().spec().canGoOnFrom(before.file().spec()))
                .orElse(false);
    }

    /** Publishes a record that follows the last one, and waits until the cluster has it. */
    void move(int version, boolean isPinned, ChannelRecords.Move move) {
        writer.write(ChannelRecords.pinned(now.name(), now.record(), version, isPinned, move));
    }
}
