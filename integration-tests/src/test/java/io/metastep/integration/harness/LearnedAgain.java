package io.metastep.integration.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.metalearner.Workers;
import io.metastep.metalearner.online.ChannelChange;
import io.metastep.metalearner.online.FamilyVersions;
import io.metastep.metalearner.online.Gate;
import io.metastep.metalearner.online.Learner;
import io.metastep.metalearner.online.LearnerSettings;
import io.metastep.metalearner.online.Release;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.LearnerState;
import io.metastep.schemas.OptimizerChannel;
import io.metastep.schemas.OptimizerRef;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A learner in process, without Kafka, never killed, that gets the batches which the states of another one say it took, and must
 * come to the same states.
 */
public final class LearnedAgain implements FamilyVersions, AutoCloseable {
    private final Gate gate;
    private final Learner learner;
    private final TreeMap<Integer, OptimizerFile> versions;
    private final Map<String, OptimizerChannel> channels = new HashMap<>();
    private final String family;
    private Instant newest = Instant.EPOCH;

    public LearnedAgain(LearnerSettings settings, OptimizerFile start, Gate gate, Workers workers) {
        this.gate = gate;
        learner = Learner.begin(settings, start, workers);
        versions = new TreeMap<>(Map.of(start.version(), start));
        family = start.family();
        move(ChannelChange.move(OptimizerRef.Channel.STABLE, start.version(), "learning begins"));
    }

    /** Takes what lies between two states, and a step. */
    public void goOn(LearnerLog log, LearnerState from, LearnerState to) {
        log.segmentsBefore(to).stream()
                .filter(segment -> segment.offset() >= offset(from, segment))
                .forEach(this::take);
        learner.step();
        learner.releases(this, gate, newest).forEach(this::publish);
    }

    private void publish(Release release) {
        release.file().ifPresent(file -> versions.put(file.version(), file));
        release.changes().forEach(this::move);
    }

    private void move(ChannelChange change) {
        channels.put(change.channel(), change.record(family, null, Instant.EPOCH));
    }

    private static long offset(LearnerState state, ConsumerRecord<byte[], byte[]> segment) {
        return state.getOffsets().getOrDefault(Integer.toString(segment.partition()), 0L);
    }

    private void take(ConsumerRecord<byte[], byte[]> segment) {
        Instant written = Instant.ofEpochMilli(segment.timestamp());
        newest = written.isAfter(newest) ? written : newest;
        learner.take(segment.partition(), segment.offset(), segment.key(), segment.value(), written, Instant.EPOCH);
    }

    /** Every bit of what is learned, and every count. */
    public void assertAt(LearnerState expected) {
        LearnerState state = learner.state();
        assertThat(state.getMetaSteps()).isEqualTo(expected.getMetaSteps());
        assertThat(state.getCounters()).isEqualTo(expected.getCounters());
        assertThat(state.getPublished()).isEqualTo(expected.getPublished());
        assertThat(state.getPending().keySet()).isEqualTo(expected.getPending().keySet());
        assertThat(state.getParameters()).isEqualTo(expected.getParameters());
        assertThat(state.getAverage()).isEqualTo(expected.getAverage());
        assertThat(state.getMean()).isEqualTo(expected.getMean());
        assertThat(state.getSquare()).isEqualTo(expected.getSquare());
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

    @Override
    public void close() {
        learner.close();
    }
}
