package io.metastep.integration.harness;

import io.metastep.schemas.RejectedHeaders;
import io.metastep.schemas.Topics;
import io.metastep.schemas.UpdateBlock;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What hand-made jobs share: one producer, one reader of updates, one of rejections. Knows no client library. */
public final class RawClient implements AutoCloseable {
    private static final int LARGEST = 4 << 20;
    private static final int LARGEST_UNPACKED = 64 << 20;

    private final String bootstrapServers;
    private final Topics topics;
    private final int partitions;
    private final KafkaProducer<byte[], byte[]> producer;
    private final TopicReader gradients;
    private final TopicReader updates;
    private final TopicReader rejected;
    private final List<Future<RecordMetadata>> posted = new ArrayList<>();
    private final Wire<UpdateBlock> wire = Wire.updates();

    public RawClient(String bootstrapServers, Topics topics) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "max.request.size", LARGEST, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        partitions = producer.partitionsFor(topics.gradients()).size();
        gradients = new TopicReader(bootstrapServers, topics.gradients());
        updates = new TopicReader(bootstrapServers, topics.updates());
        rejected = new TopicReader(bootstrapServers, topics.rejected());
    }

    public Topics topics() {
        return topics;
    }

    public int partitions() {
        return partitions;
    }

    /** A job that is where its id says. */
    public RawJob job(String jobId, String optimizer) {
        return new RawJob(this, jobId, optimizer, RawJob.home(jobId, partitions));
    }

    /** A job with that prefix whose home is that partition. */
    public RawJob jobAt(int partition, String prefix, String optimizer) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> job(prefix + "-" + i, optimizer))
                .filter(job -> job.partition() == partition)
                .findFirst()
                .orElseThrow();
    }

    public RecordMetadata send(ProducerRecord<byte[], byte[]> gradient) {
        return require(producer.send(gradient));
    }

    /** Sends the record compressed, however large it is before that: only the broker may refuse it. */
    public RecordMetadata sendCompressed(String codec, ProducerRecord<byte[], byte[]> record) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "max.request.size",
                LARGEST_UNPACKED,
                "buffer.memory",
                2L * LARGEST_UNPACKED,
                "compression.type",
                codec);
        try (var compressing = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            return require(compressing.send(record));
        }
    }

    /**
     * Sends the record so many times, compressed in batches as large as that.
     *
     * @return how often the producer had to split a batch
     */
    public double splitsOfCompressed(String codec, int batchBytes, ProducerRecord<byte[], byte[]> record, int times) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "batch.size",
                batchBytes,
                "linger.ms",
                1_000,
                "compression.type",
                codec);
        try (var compressing = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                sent.add(compressing.send(record));
            }
            sent.forEach(RawClient::require);
            return compressing.metrics().entrySet().stream()
                    .filter(metric -> metric.getKey().name().equals("batch-split-total"))
                    .mapToDouble(metric -> (double) metric.getValue().metricValue())
                    .sum();
        }
    }

    private static RecordMetadata require(Future<RecordMetadata> sent) {
        try {
            return sent.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("Could not send: " + e, e);
        }
    }

    /** Sends without waiting; {@link #flush} waits for all. */
    void post(ProducerRecord<byte[], byte[]> gradient) {
        posted.add(producer.send(gradient));
    }

    /** Waits until the broker has all that was posted. */
    void flush() {
        producer.flush();
        posted.forEach(RawClient::require);
        posted.clear();
    }

    /** The first committed update that matches, waiting for it. */
    public UpdateBlock update(String what, Predicate<UpdateBlock> wanted) {
        return update(updates.await(what, r -> wanted.test(update(r))));
    }

    /** Everything committed in updates so far. */
    public List<UpdateBlock> updates() {
        return updates.toEnd().stream().map(this::update).toList();
    }

    /** Everything sent to gradients so far, by partition in the order of the log. */
    public List<ConsumerRecord<byte[], byte[]>> gradientLog() {
        return gradients.toEnd();
    }

    /** The rejection of the record that was sent there, waiting for it. */
    public ConsumerRecord<byte[], byte[]> rejection(RecordMetadata sent) {
        return rejected.await("rejection of " + sent, r -> isOf(r, sent));
    }

    /** How often the record that was sent there is among the rejected so far. */
    public long rejections(RecordMetadata sent) {
        return rejected.toEnd().stream().filter(r -> isOf(r, sent)).count();
    }

    /** Everything committed in rejected so far. */
    public List<ConsumerRecord<byte[], byte[]>> rejections() {
        return rejected.toEnd();
    }

    /** Waits until there are as many answers as gradients. */
    public void awaitAnswers() {
        int expected = gradients();
        Await.until(expected + " answers", () -> updates.toEnd().size() >= expected, () -> updates.toEnd()
                .size());
    }

    /** Records on the gradients topic so far. */
    public int gradients() {
        return gradients.toEnd().size();
    }

    /** A header's text; empty if it is missing. */
    public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static boolean isOf(ConsumerRecord<byte[], byte[]> rejection, RecordMetadata sent) {
        return header(rejection, RejectedHeaders.TOPIC).equals(sent.topic())
                && header(rejection, RejectedHeaders.PARTITION).equals(Integer.toString(sent.partition()))
                && header(rejection, RejectedHeaders.OFFSET).equals(Long.toString(sent.offset()));
    }

    private UpdateBlock update(ConsumerRecord<byte[], byte[]> record) {
        try {
            return wire.decode(record.value());
        } catch (WireException e) {
            throw new AssertionError("Not an update at " + record.partition() + ":" + record.offset(), e);
        }
    }

    @Override
    public void close() {
        producer.close();
        gradients.close();
        updates.close();
        rejected.close();
    }
}
