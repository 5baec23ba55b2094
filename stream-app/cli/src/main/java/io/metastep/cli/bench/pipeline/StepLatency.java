package io.metastep.cli.bench.pipeline;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.cluster.ClusterSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A job that sends all its blocks and waits for all committed answers, step after step. */
final class StepLatency {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final ClusterSettings cluster;
    private final String answers;
    private final int partitions;

    StepLatency(ClusterSettings cluster, String answers, int partitions) {
        this.cluster = cluster;
        this.answers = answers;
        this.partitions = partitions;
    }

    /** Durations of the steps in milliseconds, without those of the warm-up, which come first. */
    double[] millis(Load load, int firstStep, int warmUp, int steps) {
        double[] millis = new double[steps];
        try (var producer = Throughput.producer(cluster, 0);
                var consumer = consumer()) {
            for (int step = 0; step < warmUp + steps; step++) {
                long start = System.nanoTime();
                step(load, firstStep + step, producer, consumer);
                if (step >= warmUp) {
                    millis[step - warmUp] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        return millis;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "max.partition.fetch.bytes",
                8 << 20));
        var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(answers, partition))
                .toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position);
        return consumer;
    }

    private static void step(
            Load load, long step, KafkaProducer<byte[], byte[]> producer, KafkaConsumer<byte[], byte[]> consumer) {
        for (int block = 0; block < load.blocks(); block++) {
            // A gradient that is lost shows as an answer that never comes.
            var unused = producer.send(load.record(step, block));
        }
        byte[] prefix = (load.jobId() + "/").getBytes(StandardCharsets.UTF_8);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        int answered = 0;
        while (answered < load.blocks()) {
            for (ConsumerRecord<byte[], byte[]> answer : consumer.poll(Duration.ofMillis(100))) {
                answered += startsWith(answer.key(), prefix) ? 1 : 0;
            }
            if (System.nanoTime() > deadline) {
                throw CommandFailure.failed("Step %d: %d of %d answers".formatted(step, answered, load.blocks()));
            }
        }
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length > prefix.length && Arrays.mismatch(key, prefix) == prefix.length;
    }
}
