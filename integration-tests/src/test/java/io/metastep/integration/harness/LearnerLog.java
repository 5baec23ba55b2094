package io.metastep.integration.harness;

import static java.util.stream.Collectors.toMap;

import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerFileException;
import io.metastep.schemas.LearnerState;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.Topics;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a learner committed: its states, the versions of its family, its group's offsets, and the segments it should have seen. */
public final class LearnerLog implements AutoCloseable {
    private final Cluster cluster;
    private final Topics topics;
    private final String family;
    private final TopicReader states;
    private final TopicReader optimizers;
    private final TopicReader trajectories;

    public LearnerLog(Cluster cluster, Topics topics, String family) {
        this.cluster = cluster;
        this.topics = topics;
        this.family = family;
        states = new TopicReader(cluster.bootstrapServers(), topics.learner());
        optimizers = new TopicReader(cluster.bootstrapServers(), topics.optimizers());
        trajectories = new TopicReader(cluster.bootstrapServers(), topics.trajectories());
    }

    /** All committed states so far, the oldest first. */
    public List<LearnerState> states() {
        return states.toEnd().stream().map(LearnerLog::state).toList();
    }

    /** The newest state. */
    public LearnerState last() {
        List<ConsumerRecord<byte[], byte[]>> all = states.toEnd();
        return state(all.get(all.size() - 1));
    }

    /** Waits until so many states are committed. */
    public void awaitStates(int count) {
        Await.until(count + " states of " + family, () -> size() >= count, this::size);
    }

    /** The same, or that all segments that there are made fewer states than that. */
    public void awaitStatesOrAllTaken(int count) {
        Await.until(
                count + " states of " + family + " or all segments taken",
                () -> size() >= count
                        || (size() > 0 && taken(last()) == segments().size()),
                () -> size() + " states, " + segments().size() + " segments");
    }

    /** Number of committed states so far. */
    public int size() {
        return states.toEnd().size();
    }

    /** Waits until every segment that there is now was taken. */
    public void awaitAllTaken() {
        Await.until(
                "all segments taken",
                () -> size() > 0 && taken(last()) == segments().size(),
                () -> segments().size() + " segments, " + (size() > 0 ? last().getCounters() : "there is no state"));
    }

    /** Records of the trajectories topic that a state counts, whatever became of them. */
    public static long taken(LearnerState state) {
        return state.getCounters().entrySet().stream()
                .filter(counter -> counter.getKey().startsWith("segments."))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Committed records of the trajectories topic so far. */
    public List<ConsumerRecord<byte[], byte[]>> segments() {
        return trajectories.toEnd();
    }

    /** Those of them that come before a state's offsets. */
    public List<ConsumerRecord<byte[], byte[]>> segmentsBefore(LearnerState state) {
        return segments().stream()
                .filter(segment ->
                        segment.offset() < state.getOffsets().getOrDefault(Integer.toString(segment.partition()), 0L))
                .toList();
    }

    /** Numbers of the family's versions in the order of their records. */
    public List<Integer> versions() {
        return optimizers.toEnd().stream()
                .map(published -> OptimizerRef.of(new String(published.key(), StandardCharsets.UTF_8)))
                .filter(ref -> ref.family().equals(family))
                .filter(OptimizerRef.Version.class::isInstance)
                .map(ref -> ((OptimizerRef.Version) ref).version())
                .toList();
    }

    /** A published version of the family. */
    public OptimizerFile version(int number) {
        byte[] key = new OptimizerRef.Version(family, number).key().getBytes(StandardCharsets.UTF_8);
        ConsumerRecord<byte[], byte[]> published = optimizers.toEnd().stream()
                .filter(logged -> Arrays.equals(key, logged.key()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No version " + number + " of " + family));
        try {
            ByteBuffer content =
                    Wire.optimizerVersions().decode(published.value()).getContent();
            byte[] bytes = new byte[content.remaining()];
            content.get(bytes);
            return OptimizerFile.read(bytes);
        } catch (WireException | OptimizerFileException e) {
            throw new AssertionError(e);
        }
    }

    /** The version that a channel names; waits for its first record. */
    public int channel(String name) {
        byte[] key = new OptimizerRef.Channel(family, name).key().getBytes(StandardCharsets.UTF_8);
        optimizers.await("channel " + name, published -> Arrays.equals(key, published.key()));
        List<ConsumerRecord<byte[], byte[]>> moves = optimizers.toEnd().stream()
                .filter(published -> Arrays.equals(key, published.key()))
                .toList();
        try {
            return Wire.optimizerChannels()
                    .decode(moves.get(moves.size() - 1).value())
                    .getVersion();
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    /** The group's committed offsets by partition, as a state writes them. */
    public Map<String, Long> committedOffsets() {
        String group = topics.prefix() + ".learner." + family;
        try (Admin admin = cluster.admin()) {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .collect(toMap(entry -> Integer.toString(entry.getKey().partition()), entry -> entry.getValue()
                            .offset()));
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("No offsets of " + group, e);
        }
    }

    private static LearnerState state(ConsumerRecord<byte[], byte[]> logged) {
        try {
            return Wire.learnerStates().decode(logged.value());
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        states.close();
        optimizers.close();
        trajectories.close();
    }
}
