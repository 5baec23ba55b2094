package io.metastep.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.HealthyJob;
import io.metastep.integration.harness.InProcessBlock;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.integration.harness.RawClient;
import io.metastep.integration.harness.RawJob;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.RejectedHeaders;
import io.metastep.schemas.RejectionReason;
import io.metastep.schemas.Topics;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** One application, one healthy job that never stops, and for each test a new job on the same partition that misbehaves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BadInputFixture {
    static final int PARTITIONS = 4;
    static final float[] GRADIENT = {1f, -0.5f, 3e-4f};
    private static final OptimizerFile OPTIMIZER = OptimizerFiles.lstm("untrained", 1);
    static final long UNREAD = -1;

    final Cluster cluster = Cluster.shared();
    final Topics topics;
    final RawClient client;
    private final HealthyJob healthy;
    private final Map<RecordMetadata, RejectionReason> bad = new LinkedHashMap<>();
    private RunningApplication application;
    private InProcessBlock expected;
    private int jobs;
    RawJob job;

    BadInputFixture(Topics topics) {
        this.topics = topics;
        client = new RawClient(cluster.bootstrapServers(), topics);
        healthy = new HealthyJob(client.job("healthy", OPTIMIZER.reference()), OPTIMIZER);
    }

    @BeforeAll
    void startTheApplication() {
        cluster.publish(topics, OPTIMIZER);
        application = RunningApplication.start(cluster, topics);
        healthy.step();
    }

    @BeforeEach
    void newJob(TestInfo test) {
        jobs++;
        String name = jobs + "-" + test.getTestMethod().orElseThrow().getName();
        job = client.jobAt(healthy.job().partition(), name, OPTIMIZER.reference());
        expected = new InProcessBlock(OPTIMIZER);
    }

    @AfterEach
    void theHealthyJobGoesOnAndTheApplicationRuns() {
        healthy.step();
        assertThat(application.isRunning()).isTrue();
    }

    @AfterAll
    void everyBadRecordIsInRejectedOnceAndNothingElseIs() {
        application.close();
        assertThat(client.rejections()).hasSameSizeAs(bad.keySet());
        assertThat(bad).allSatisfy((sent, reason) -> assertThat(client.rejections(sent))
                .isEqualTo(1));
        client.close();
    }

    /** A record of the job but for the change. */
    GradientBlock changed(long step, Consumer<GradientBlock.Builder> change) {
        return job.gradient(step, GRADIENT, change);
    }

    /** The first record of the job but for the change. */
    GradientBlock changed(Consumer<GradientBlock.Builder> change) {
        return changed(1, change);
    }

    /** The first record of the job as it should be. */
    byte[] goodBytes() {
        return job.bytes(job.gradient(1, GRADIENT));
    }

    /** One good step of the job, answered as in process. */
    void step(long step) {
        GradientBlock gradient = job.gradient(step, GRADIENT);
        job.send(gradient);
        UpdateBlock update = job.update(step);
        assertThat(update.getAction()).isEqualTo(UpdateAction.APPLY);
        assertThat(update.getValues()).isEqualTo(expected.update(gradient));
    }

    /** The record can be read: the job is told at its attempt and step. */
    void assertRejected(RejectionReason reason, GradientBlock gradient) {
        assertRejected(reason, job.partition(), job.key().bytes(), job.bytes(gradient));
        UpdateBlock told = told(reason, gradient.getStep());
        assertThat(told.getAttempt()).isEqualTo(gradient.getAttempt());
    }

    /** The value says nothing about the key's job: it is told at step -1 and attempt -1. */
    void assertUnreadable(RejectionReason reason, byte @Nullable [] value) {
        assertRejected(reason, job.partition(), job.key().bytes(), value);
        assertThat(told(reason, UNREAD).getAttempt()).isEqualTo(UNREAD);
    }

    /** Nobody can be told. */
    void assertRejected(RejectionReason reason, int partition, byte @Nullable [] key, byte @Nullable [] value) {
        assertRejected(reason, new ProducerRecord<>(topics.gradients(), partition, key, value));
    }

    void assertRejected(RejectionReason reason, ProducerRecord<byte[], byte[]> record) {
        RecordMetadata sent = betweenTwoHealthyGradients(reason, () -> client.send(record));
        ConsumerRecord<byte[], byte[]> rejection = rejection(reason, sent);
        assertThat(rejection.key()).isEqualTo(record.key());
        assertThat(rejection.value()).isEqualTo(record.value());
        assertThat(header(rejection, RejectedHeaders.CUT)).isEmpty();
    }

    /** The rejection could not hold all of the record and says so. */
    ConsumerRecord<byte[], byte[]> assertCut(RejectionReason reason, ProducerRecord<byte[], byte[]> record) {
        RecordMetadata sent = betweenTwoHealthyGradients(reason, () -> client.sendCompressed("gzip", record));
        ConsumerRecord<byte[], byte[]> rejection = rejection(reason, sent);
        assertThat(header(rejection, RejectedHeaders.CUT))
                .contains("key " + record.key().length)
                .contains("value " + record.value().length);
        return rejection;
    }

    private ConsumerRecord<byte[], byte[]> rejection(RejectionReason reason, RecordMetadata sent) {
        ConsumerRecord<byte[], byte[]> rejection = client.rejection(sent);
        assertThat(rejection.partition()).isEqualTo(sent.partition());
        assertThat(header(rejection, RejectedHeaders.REASON)).isEqualTo(reason.code());
        assertThat(header(rejection, RejectedHeaders.DETAIL)).isNotBlank();
        assertThat(header(rejection, RejectedHeaders.TOPIC)).isEqualTo(topics.gradients());
        assertThat(header(rejection, RejectedHeaders.PARTITION)).isEqualTo("" + sent.partition());
        assertThat(header(rejection, RejectedHeaders.OFFSET)).isEqualTo("" + sent.offset());
        return rejection;
    }

    /** What the job reads about it in updates. */
    UpdateBlock told(RejectionReason reason, long step) {
        UpdateBlock told = client.update(
                reason + " for " + job + " at step " + step,
                u -> u.getJobId().equals(job.jobId())
                        && u.getAction() == UpdateAction.REJECTED
                        && u.getStep() == step
                        && reason.code().equals(u.getReason()));
        assertThat(told.getTensor()).isEqualTo(RawJob.TENSOR);
        assertThat(told.getBlock()).isZero();
        assertThat(told.getDetail()).isNotBlank();
        assertThat(told.getValues().remaining()).isZero();
        return told;
    }

    private RecordMetadata betweenTwoHealthyGradients(RejectionReason reason, Supplier<RecordMetadata> sending) {
        GradientBlock before = healthy.send();
        RecordMetadata sent = sending.get();
        bad.put(sent, reason);
        GradientBlock after = healthy.send();
        healthy.check(before);
        healthy.check(after);
        return sent;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return RawClient.header(record, name);
    }
}
