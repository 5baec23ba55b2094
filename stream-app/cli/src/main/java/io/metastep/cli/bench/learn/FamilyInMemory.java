package io.metastep.cli.bench.learn;

import io.metastep.metalearner.online.ChannelChange;
import io.metastep.metalearner.online.FamilyVersions;
import io.metastep.metalearner.online.Release;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.OptimizerChannel;
import io.metastep.schemas.OptimizerRef;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** One family as the optimizers topic would hold it. */
final class FamilyInMemory implements FamilyVersions {
    private static final String BEGINS = "learning begins";

    private final String family;
    private final NavigableMap<Integer, OptimizerFile> versions = new TreeMap<>();
    private final Map<String, OptimizerChannel> channels = new HashMap<>();

    /** A family whose only version is what stable and latest name. */
    FamilyInMemory(OptimizerFile first) {
        family = first.family();
        var begins = List.of(
                ChannelChange.move(OptimizerRef.Channel.STABLE, first.version(), BEGINS),
                ChannelChange.move(OptimizerRef.Channel.LATEST, first.version(), BEGINS));
        publish(new Release(Optional.of(first), begins, BEGINS), Instant.EPOCH);
    }

    void publish(Release release, Instant now) {
        release.file().ifPresent(file -> versions.put(file.version(), file));
        release.changes()
                .forEach(change ->
                        channels.put(change.channel(), change.record(family, channels.get(change.channel()), now)));
    }

    @Override
    public int newest() {
        return versions.lastKey();
    }

    @Override
    public Optional<OptimizerFile> channel(String channel) {
        return named(channel).map(OptimizerChannel::getVersion).flatMap(this::version);
    }

    @Override
    public Optional<OptimizerChannel> named(String channel) {
        return Optional.ofNullable(channels.get(channel));
    }

    @Override
    public Optional<OptimizerFile> version(int number) {
        return Optional.ofNullable(versions.get(number));
    }
}
