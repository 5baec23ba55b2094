package io.metastep.cli.bench.pipeline;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.bench.process.Child;
import io.metastep.cli.cluster.Await;
import io.metastep.cli.cluster.ClusterSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Feeds a topic before an application starts, and measures how fast the application's committed position then moves. */
final class Throughput {

    /** What is read while the application's code is being compiled does not count. */
    private static final double WARM_UP = 0.4;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);

    private final ClusterSettings cluster;
    private final Admin admin;
    private final String topic;
    private final int partitions;
    private final String group;

    Throughput(ClusterSettings cluster, Admin admin, String topic, int partitions, String group) {
        this.cluster = cluster;
        this.admin = admin;
        this.topic = topic;
        this.partitions = partitions;
        this.group = group;
    }

    /** Writes steps of a job. */
    void preload(Load load, int firstStep, int steps) {
        preload(cluster, List.of(load), firstStep, steps);
    }

    /** Writes steps of jobs beside each other. */
    static void preload(ClusterSettings cluster, List<Load> jobs, int firstStep, int steps) {
        try (var producer = producer(cluster, 5)) {
            for (int step = firstStep; step < firstStep + steps; step++) {
                for (Load job : jobs) {
                    for (int block = 0; block < job.blocks(); block++) {
                        // Closing flushes; a lost record shows as an end that is never reached.
                        var unused = producer.send(job.record(step, block));
                    }
                }
            }
        }
    }

    static KafkaProducer<byte[], byte[]> producer(ClusterSettings cluster, int lingerMillis) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "acks",
                "all",
                "linger.ms",
                lingerMillis,
                "batch.size",
                512 << 10,
                "buffer.memory",
                64L << 20);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Records per second, from the moment when the warm-up's share of the given records is done until all are. */
    double recordsPerSecond(long records, Child application) {
        long end = endOffset();
        long from = end - (long) ((1 - WARM_UP) * records);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        long startPosition = await(from, deadline, application);
        long start = System.nanoTime();
        await(end, deadline, application);
        return 1e9 * (end - startPosition) / (System.nanoTime() - start);
    }

    /** Waits until no more than so many records are left to process. */
    void awaitLeft(long records, Child application) {
        await(endOffset() - records, System.nanoTime() + 5 * PATIENCE_NANOS, application);
    }

    /** How far the group's committed position is from the topic's end, transaction marks included. */
    long left() {
        return endOffset() - committed();
    }

    private long await(long position, long deadline, Child application) {
        while (true) {
            long now = committed();
            if (now >= position) {
                return now;
            }
            if (System.nanoTime() > deadline) {
                throw CommandFailure.failed("Group %s stands at %d of %d".formatted(group, now, position));
            }
            application.requireAlive();
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private long committed() {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                Await.result(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        return offsets.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    private long endOffset() {
        long end = 0;
        for (int partition = 0; partition < partitions; partition++) {
            TopicPartition which = new TopicPartition(topic, partition);
            end += Await.result(admin.listOffsets(Map.of(which, OffsetSpec.latest()))
                            .partitionResult(which))
                    .offset();
        }
        return end;
    }
}
