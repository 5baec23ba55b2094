package io.metastep.streams.status;

import io.metastep.schemas.InstanceStatus;
import io.metastep.schemas.JobPartitions;
import io.metastep.schemas.StatusJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes once a second what an instance is at, on a thread of its own and outside of any transaction: an instance that restores or
 * fails reports too. What cannot be written is forgotten; the next status says it all. Thread-safe.
 */
public final class InstanceReporter {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceReporter.class);
    private static final long ROUND_MILLIS = 1_000;

    private final Supplier<InstanceStatus> look;
    private final Supplier<InstanceStatus> lastLook;
    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final String key;
    private final int partition;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread reporter = new Thread(work, "metastep-status");
        reporter.setDaemon(true);
        return reporter;
    });
    private volatile boolean isFailing;

    /**
     * A reporter.
     *
     * @param producer closed with this
     * @param partitions of the topic
     */
    public InstanceReporter(InstanceWatch watch, Producer<byte[], byte[]> producer, String topic, int partitions) {
        this(watch.name(), watch::look, watch::lastLook, producer, topic, partitions);
    }

    InstanceReporter(
            String name,
            Supplier<InstanceStatus> look,
            Supplier<InstanceStatus> lastLook,
            Producer<byte[], byte[]> producer,
            String topic,
            int partitions) {
        this.look = look;
        this.lastLook = lastLook;
        this.producer = producer;
        this.topic = topic;
        this.key = StatusJson.instanceKey(name);
        this.partition = JobPartitions.home(key, partitions);
    }

    public void start() {
        var unused = thread.scheduleWithFixedDelay(() -> send(look), 0, ROUND_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void send(Supplier<InstanceStatus> status) {
        try {
            byte[] value = StatusJson.write(status.get());
            byte[] name = key.getBytes(StandardCharsets.UTF_8);
            var unused = producer.send(
                    new ProducerRecord<>(topic, partition, name, value), (metadata, failure) -> note(failure));
        } catch (KafkaException | IllegalStateException e) {
            note(e);
        }
    }

    private void note(@Nullable Exception failure) {
        if (failure != null && !isFailing) {
            LOG.atWarn().setCause(failure).addKeyValue("topic", topic).log("The instance's status cannot be written");
        }
        isFailing = failure != null;
    }

    /** Says that the instance has stopped; takes at most so long. */
    public void close(Duration timeout) {
        if (thread.isShutdown()) {
            return;
        }
        long end = System.nanoTime() + timeout.toNanos();
        thread.execute(() -> send(lastLook));
        thread.shutdown();
        try {
            if (!thread.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
}
