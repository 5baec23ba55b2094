package io.metastep.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.metastep.schemas.JobPartitions;
import io.metastep.schemas.UpdateBlock;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class MetastepClientTest {
    private static final int PARTITIONS = 8;
    private static final ClientSettings SETTINGS = ClientSettings.at("nowhere:9092");
    private static final String UPDATES = SETTINGS.topics().updates();
    private static final Gradients ONES = Gradients.of(new float[] {1, 1, 1, 1});

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("latest");
    private final Map<Integer, Long> ends = new HashMap<>();
    private final MetastepClient client;
    private int answered;

    MetastepClientTest() {
        for (int p = 0; p < PARTITIONS; p++) {
            end(p, 100);
        }
        client = new MetastepClient(
                SETTINGS, producer, consumer, PARTITIONS, () -> Instant.ofEpochMilli(1_000), System::nanoTime);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void jobsOfOneClientShareProducerAndConsumer() throws Exception {
        Job first = client.open(spec("first"));
        Job second = client.open(spec("second"));

        CompletableFuture<JobUpdate> firstStep = first.stepAsync(ONES, 1);
        CompletableFuture<JobUpdate> secondStep = second.stepAsync(ONES, 1);
        answerAll();

        assertThat(firstStep.get(10, TimeUnit.SECONDS).values(0)).containsOnly(-0.5f);
        assertThat(secondStep.get(10, TimeUnit.SECONDS).values(0)).containsOnly(-0.5f);
        assertThat(first.attempt()).isEqualTo(1_000);
        assertThat(consumer.assignment())
                .containsExactlyInAnyOrderElementsOf(List.of(partition("first"), partition("second")).stream()
                        .distinct()
                        .toList());
    }

    @Test
    void manyStepsGoThroughWithoutLossOrRepetition() throws Exception {
        Job job = client.open(spec("job"));
        float[] parameters = new float[4];
        for (int step = 0; step < 200; step++) {
            CompletableFuture<JobUpdate> update = job.stepAsync(ONES, 1);
            answerAll();
            update.get(10, TimeUnit.SECONDS).applyTo(parameters);
        }

        assertThat(parameters).containsOnly(-100f);
        assertThat(job.statistics().updatesApplied()).isEqualTo(400);
        assertThat(job.checkpoint()).isEqualTo(new Checkpoint("job", 1_000, 200));
    }

    @Test
    void aClosedJobIsNoLongerListenedTo() throws Exception {
        Job job = client.open(spec("job"));
        CompletableFuture<JobUpdate> step = job.stepAsync(ONES, 1);
        answerAll();
        assertThat(step.get(10, TimeUnit.SECONDS).step()).isZero();
        job.close();

        client.open(spec("job")).close();
        assertThat(consumer.assignment().size()).isLessThanOrEqualTo(1);
    }

    @Test
    void oneJobIdOnceAtATime() {
        client.open(spec("job"));

        assertThatIllegalStateException()
                .isThrownBy(() -> client.open(spec("job")))
                .withMessageContaining("close it first");
    }

    @Test
    void dependentsMayTakeTheNextStepButNotWaitForIt() throws Exception {
        Job job = client.open(spec("job"));
        CompletableFuture<JobUpdate> second = job.stepAsync(ONES, 1).thenCompose(update -> {
            assertThatIllegalStateException()
                    .isThrownBy(() -> job.step(ONES, 1))
                    .withMessageContaining("stepAsync");
            return job.retry();
        });
        answerAll();

        assertThat(second).failsWithin(10, TimeUnit.SECONDS);
    }

    @Test
    void closingTheClientFailsItsJobsWithoutEndingThem() {
        Job job = client.open(spec("job"));
        CompletableFuture<JobUpdate> step = job.stepAsync(ONES, 1);
        int sent = producer.history().size();
        client.close();

        assertThatExceptionOfType(JobException.Closed.class).isThrownBy(() -> Waiting.on(step));
        job.close();
        assertThat(producer.history()).hasSize(sent);
        assertThatExceptionOfType(JobException.Closed.class).isThrownBy(() -> client.open(spec("late")));
    }

    @Test
    void aBrokenConsumerFailsAllJobsWithItsReason() {
        Job job = client.open(spec("job"));
        CompletableFuture<JobUpdate> step = job.stepAsync(ONES, 1);
        consumer.setPollException(new AuthorizationException("not yours to read"));

        assertThatExceptionOfType(JobException.Unreachable.class)
                .isThrownBy(() -> Waiting.on(step))
                .withMessageContaining("not yours to read");
        assertThatExceptionOfType(JobException.Unreachable.class).isThrownBy(() -> client.open(spec("late")));
    }

    @Test
    void aProducerThatThrowsFailsTheStepNotTheThread() {
        Job job = client.open(spec("job"));
        producer.sendException = new KafkaException("broken for good");

        assertThatExceptionOfType(JobException.Unreachable.class)
                .isThrownBy(() -> job.step(ONES, 1))
                .withMessageContaining("broken for good");
    }

    @Test
    void garbageAmongTheUpdatesIsPassedOver() throws Exception {
        Job job = client.open(spec("job"));
        CompletableFuture<JobUpdate> step = job.stepAsync(ONES, 1);
        int p = partition("job").partition();
        add(p, null, new byte[3]);
        add(p, "nonsense".getBytes(StandardCharsets.UTF_8), new byte[3]);
        add(p, "job/w/0".getBytes(StandardCharsets.UTF_8), new byte[3]);
        answerAll();

        assertThat(step.get(10, TimeUnit.SECONDS).values(0)).containsOnly(-0.5f);
    }

    @Test
    void theHashIsKafkasOwn() {
        for (int i = 0; i < 1_000; i++) {
            byte[] id = Integer.toString(i * i).getBytes(StandardCharsets.UTF_8);
            assertThat(JobPartitions.home(Integer.toString(i * i), 97))
                    .isEqualTo(Utils.toPositive(Utils.murmur2(id)) % 97);
        }
    }

    @Test
    void noBrokerIsSaidClearlyAndSoon() {
        ClientSettings nobody = ClientSettings.at("localhost:1").with(ClientSetting.CONNECT_TIMEOUT.key(), "300");

        assertThatExceptionOfType(JobException.Unreachable.class)
                .isThrownBy(() -> MetastepClient.open(nobody))
                .withMessageContaining("No broker answered at localhost:1 within 300 ms");
        assertThatExceptionOfType(JobException.Unreachable.class)
                .isThrownBy(() -> MetastepClient.open(ClientSettings.at("no port")))
                .withMessageContaining("no port");
    }

    private static JobSpec spec(String jobId) {
        return JobSpec.named(jobId).tensor("w", 4).blockSize(2).build();
    }

    private static TopicPartition partition(String jobId) {
        return new TopicPartition(UPDATES, JobPartitions.home(jobId, PARTITIONS));
    }

    private void answerAll() throws WireException {
        List<ProducerRecord<byte[], byte[]>> history = producer.history();
        for (; answered < history.size(); answered++) {
            ProducerRecord<byte[], byte[]> sent = history.get(answered);
            if (sent.topic().equals(SETTINGS.topics().gradients())) {
                UpdateBlock update = Answers.to(Wire.gradients().decode(sent.value()));
                add(sent.partition(), sent.key(), Wire.updates().encode(update));
            }
        }
    }

    private void add(int partition, byte @Nullable [] key, byte[] value) {
        long offset = ends.getOrDefault(partition, 0L);
        consumer.addRecord(new ConsumerRecord<>(UPDATES, partition, offset, key, value));
        end(partition, offset + 1);
    }

    private void end(int partition, long offset) {
        ends.put(partition, offset);
        consumer.updateEndOffsets(Map.of(new TopicPartition(UPDATES, partition), offset));
    }
}
