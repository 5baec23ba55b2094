package io.metastep.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads what all jobs and instances are at, from the topic {@code status}: first all that is there, then what comes. Sends nothing
 * and belongs to no group. One thread, but for {@link #wakeUp()}.
 */
public final class StatusReader implements AutoCloseable {
    private static final Duration TURN = Duration.ofMillis(200);

    private final ClientSettings settings;
    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final StatusBoard board = new StatusBoard();

    private StatusReader(ClientSettings settings, Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        this.settings = settings;
        this.consumer = consumer;
        this.partitions = partitions;
    }

    /**
     * Begins at the beginning of the topic; nothing is read yet.
     *
     * @throws JobException.Unreachable no broker within the connect timeout
     * @throws JobException.Unprepared no topic
     */
    public static StatusReader open(ClientSettings settings) {
        Consumer<byte[], byte[]> consumer = Cluster.statusConsumer(settings);
        try {
            List<TopicPartition> partitions = Cluster.statusPartitions(consumer, settings);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return new StatusReader(settings, consumer, partitions);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** What was read so far. */
    public StatusBoard board() {
        return board;
    }

    /**
     * Reads all that is there now.
     *
     * @return keys of the topic that have a status, or had one
     * @throws JobException.Unreachable it did not come within the connect timeout
     */
    public Set<String> readToEnd() {
        Set<String> keys = new TreeSet<>();
        long deadline = System.nanoTime() + settings.connectTimeout().toNanos();
        Map<TopicPartition, Long> ends =
                Cluster.connect(settings, () -> consumer.endOffsets(partitions, settings.connectTimeout()));
        while (!hasReached(ends)) {
            if (System.nanoTime() > deadline) {
                throw Cluster.silent(settings, null);
            }
            keys.addAll(poll(TURN));
        }
        return keys;
    }

    private boolean hasReached(Map<TopicPartition, Long> ends) {
        return Cluster.connect(settings, () -> ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey(), settings.connectTimeout()) >= end.getValue()));
    }

    /**
     * Waits for news, at most so long. While no broker answers there is none.
     *
     * @return keys of the topic whose status is new, or gone
     * @throws JobException.Unreachable no permission
     */
    public Set<String> poll(Duration timeout) {
        Set<String> changed = new TreeSet<>();
        for (ConsumerRecord<byte[], byte[]> status : Cluster.connect(settings, () -> records(timeout))) {
            String key = board.put(status.key(), status.value());
            if (key != null) {
                changed.add(key);
            }
        }
        return changed;
    }

    private Iterable<ConsumerRecord<byte[], byte[]>> records(Duration timeout) {
        try {
            return consumer.poll(timeout);
        } catch (RetriableException | WakeupException e) {
            return List.of();
        }
    }

    /** Lets the present or next {@link #poll} return at once; any thread may call it. */
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
