package io.metastep.streams;

import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.ChannelRecords;
import io.metastep.schemas.OptimizerChannel;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.OptimizerVersion;
import io.metastep.schemas.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes optimizers where the topic has none of that name, and the stable channel of a family where there is none. */
final class OptimizerPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(OptimizerPublisher.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final ApplicationSettings settings;
    private final String topic;

    private OptimizerPublisher(ApplicationSettings settings) {
        this.settings = settings;
        this.topic = settings.topics().optimizers();
    }

    static void publishMissing(ApplicationSettings settings, List<OptimizerFile> optimizers, Instant now) {
        new OptimizerPublisher(settings).publishMissing(optimizers, now);
    }

    private void publishMissing(List<OptimizerFile> optimizers, Instant now) {
        Map<String, byte[]> records = records(optimizers, now);
        records.keySet().removeAll(published());
        if (!records.isEmpty()) {
            LOG.atInfo().addKeyValue("keys", records.keySet()).log("Publishing shipped optimizers");
            publish(records);
        }
    }

    /** Versions first, so that a channel never names one that is not there. */
    static Map<String, byte[]> records(List<OptimizerFile> optimizers, Instant now) {
        var shipped = new ChannelRecords.Move("application", now, "shipped");
        Map<String, byte[]> records = new LinkedHashMap<>();
        Map<String, Integer> newest = new LinkedHashMap<>();
        Wire<OptimizerVersion> versions = Wire.optimizerVersions();
        for (OptimizerFile file : optimizers) {
            ByteBuffer content = ByteBuffer.wrap(file.write());
            OptimizerVersion version = new OptimizerVersion(file.family(), file.version(), content, null);
            records.put(file.reference(), versions.encode(version));
            newest.merge(file.family(), file.version(), Math::max);
        }
        Wire<OptimizerChannel> channels = Wire.optimizerChannels();
        newest.forEach((family, version) -> {
            var stable = new OptimizerRef.Channel(family, OptimizerRef.Channel.STABLE);
            records.put(stable.key(), channels.encode(ChannelRecords.moved(stable, null, version, shipped)));
        });
        return records;
    }

    private Set<String> published() {
        Set<String> keys = new HashSet<>();
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(logged -> note(keys, logged));
            }
        }
        return keys;
    }

    private static void note(Set<String> keys, ConsumerRecord<byte[], byte[]> logged) {
        if (logged.key() != null && logged.value() != null) {
            keys.add(new String(logged.key(), StandardCharsets.UTF_8));
        } else if (logged.key() != null) {
            keys.remove(new String(logged.key(), StandardCharsets.UTF_8));
        }
    }

    private void publish(Map<String, byte[]> records) {
        try (Producer<byte[], byte[]> producer = producer()) {
            List<Future<?>> sent = new ArrayList<>();
            records.forEach((key, value) -> sent.add(
                    producer.send(new ProducerRecord<>(topic, 0, key.getBytes(StandardCharsets.UTF_8), value))));
            producer.flush();
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException("Cannot publish the shipped optimizers to " + topic, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while publishing the shipped optimizers", e);
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                StreamsProperties.reader(settings, "optimizers"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                StreamsProperties.writer(settings, "optimizers"), new ByteArraySerializer(), new ByteArraySerializer());
    }
}
