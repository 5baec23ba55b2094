package io.metastep.ops.page;

import io.metastep.schemas.OptimizerChannel;
import io.metastep.schemas.StatusJson;
import io.metastep.schemas.Topics;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topic {@code optimizers} and the last quarter of an hour of {@code status} into a fleet, on a thread of its own. */
final class FleetFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FleetFeed.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    /** How far back the curves begin. */
    private static final Duration REACH = Duration.ofMinutes(15);

    /** How long it may take until a broker that went away is missed. */
    private static final Duration METADATA_AGE = Duration.ofSeconds(10);

    private final Topics topics;
    private final Fleet fleet;
    private final InstantSource clock;
    private final Consumer<byte[], byte[]> consumer;
    private final Wire<OptimizerChannel> channels = Wire.optimizerChannels();
    private final Thread thread = new Thread(this::run, "metastep-page");

    private FleetFeed(Topics topics, Fleet fleet, InstantSource clock, Consumer<byte[], byte[]> consumer) {
        this.topics = topics;
        this.fleet = fleet;
        this.clock = clock;
        this.consumer = consumer;
    }

    static FleetFeed start(Map<String, Object> kafka, Topics topics, Fleet fleet, InstantSource clock) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "metastep-page");
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_AGE.toMillis());
        FleetFeed feed = new FleetFeed(
                topics,
                fleet,
                clock,
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        feed.thread.setDaemon(true);
        feed.thread.start();
        return feed;
    }

    private void run() {
        try (consumer) {
            List<TopicPartition> optimizers = partitions(topics.optimizers());
            List<TopicPartition> status = partitions(topics.status());
            consumer.assign(Stream.concat(optimizers.stream(), status.stream()).toList());
            consumer.seekToBeginning(optimizers);
            seekToRecent(status);
            while (true) {
                consumer.poll(POLL).forEach(this::read);
                fleet.miss(missingReplicas());
            }
        } catch (WakeupException e) {
            LOG.atDebug().log("The page is closed");
        } catch (KafkaException e) {
            LOG.atWarn().setCause(e).log("The page shows nothing new from now on");
        }
    }

    /** As the newest metadata say, which are not fetched for this. */
    private int missingReplicas() {
        return consumer.partitionsFor(topics.status()).stream()
                .mapToInt(info -> info.replicas().length - info.inSyncReplicas().length)
                .sum();
    }

    private List<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private void seekToRecent(List<TopicPartition> partitions) {
        long since = clock.millis() - REACH.toMillis();
        Map<TopicPartition, Long> times = partitions.stream().collect(Collectors.toMap(p -> p, p -> since));
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, found.offset());
            }
        });
    }

    private void read(ConsumerRecord<byte[], byte[]> found) {
        if (found.key() == null || found.value() == null) {
            return;
        }
        String key = new String(found.key(), StandardCharsets.UTF_8);
        try {
            if (found.topic().equals(topics.status())) {
                readStatus(key, found.value());
            } else if (key.indexOf('#') >= 0) {
                fleet.accept(channels.decode(found.value()));
            }
        } catch (IOException | WireException e) {
            LOG.atWarn()
                    .addKeyValue("topic", found.topic())
                    .addKeyValue("key", key)
                    .setCause(e)
                    .log("Passed over on the page");
        }
    }

    private void readStatus(String key, byte[] json) throws IOException {
        if (StatusJson.isInstance(key)) {
            fleet.accept(StatusJson.readInstance(json));
        } else {
            fleet.accept(StatusJson.readJob(json));
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
