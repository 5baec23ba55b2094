package io.metastep.cli.bench.pipeline;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.bench.process.Child;
import io.metastep.cli.cluster.ClusterSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Waits for the first committed update that is not there yet when this is made. */
final class FirstUpdate implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Looks at these partitions. */
    FirstUpdate(ClusterSettings cluster, Set<Integer> partitions) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = partitions.stream()
                .map(partition -> new TopicPartition(cluster.topics().updates(), partition))
                .toList();
        consumer.assign(all);
        // The end is that of what is committed: what the one that is gone left open is not passed over.
        consumer.seekToEnd(all);
        all.forEach(consumer::position);
    }

    /** Milliseconds of the clock when it was read. */
    long await(InstantSource clock, Child application) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (consumer.poll(Duration.ofMillis(100)).isEmpty()) {
            application.requireAlive();
            if (System.nanoTime() > deadline) {
                throw CommandFailure.failed("No update within 5 minutes");
            }
        }
        return clock.millis();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
