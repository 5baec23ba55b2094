package io.metastep.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.Child;
import io.metastep.integration.harness.Children;
import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.Noise;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.integration.harness.RawClient;
import io.metastep.integration.harness.RawJob;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.integration.harness.ServedApplication;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.Topics;
import io.metastep.schemas.UpdateBlock;
import io.metastep.schemas.Wire;
import io.metastep.streams.ApplicationSettings;
import io.metastep.streams.Audit;
import io.metastep.streams.audit.AuditReport;
import io.metastep.streams.audit.Difference.Kind;
import io.metastep.streams.core.Counters.Event;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an application published for a job, through faults of its own and whims of the job's, is recomputed from the log and found
 * equal, with and without what the application stores; what somebody else published is found.
 */
class ReplayIT {
    private static final OptimizerRef.Channel CHANNEL = new OptimizerRef.Channel("moving", "stable");
    private static final OptimizerFile FIRST = OptimizerFiles.lstm("moving", 1);
    private static final OptimizerFile SECOND = OptimizerFiles.lstm("moving", 2);
    private static final int COORDINATES = 33;

    @RegisterExtension
    final Children children = new Children();

    @TempDir
    Path state;

    private final Cluster cluster = Cluster.shared();
    private final Topics topics = cluster.createTopics("replay", 3);
    private final RawClient client = new RawClient(cluster.bootstrapServers(), topics);
    private final RawJob job = client.job("audited", CHANNEL.key());
    private final RawJob other = client.job("bystander", FIRST.reference());

    @BeforeEach
    void publish() {
        List.of(FIRST, SECOND).forEach(version -> cluster.publish(topics, version));
        cluster.point(topics, CHANNEL, 1);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void whatAnApplicationPublishedThroughFaultsIsEqualAndAForgeryIsFound() {
        try (RunningApplication application = RunningApplication.start(cluster, topics)) {
            steps(1, 1, 23);
            job.send(skip(1, 24));
            client.awaitAnswers();
            cluster.point(topics, CHANNEL, 2);
            steps(1, 25, 48);
            client.awaitAnswers();
            cluster.abortTransactionsOf(topics);
            steps(2, 31, 60);
            job.send(gradient(2, 60));
            job.send(new byte[] {1, 2, 3});
            client.awaitAnswers();
            assertThat(application.counters().count(Event.REPLAYED)).isPositive();
        }
        AuditReport fromLog = audit(true);
        assertThat(fromLog.first()).isEmpty();
        assertThat(fromLog.isEqual()).isTrue();
        assertThat(fromLog.versions()).containsOnlyKeys(FIRST.reference(), SECOND.reference());
        assertThat(fromLog.attempts()).isEqualTo(2);
        assertThat(fromLog.updates()).isEqualTo(47 + 30);
        assertThat(fromLog.skipped()).isEqualTo(1);
        assertThat(fromLog.repeated()).isEqualTo(1);
        assertThat(fromLog.rejected()).isEqualTo(1);
        assertThat(fromLog.restarts()).isZero();
        AuditReport kept = audit(false);
        assertThat(kept.first()).isEmpty();
        assertThat(kept.isEqual()).isTrue();
        assertThat(kept.equalAnswers()).isEqualTo(fromLog.equalAnswers());
        assertThat(kept.snapshotsEqual()).isPositive();
        forge(job.update(47));
        assertThat(audit(true)).satisfies(report -> {
            assertThat(report.isEqual()).isFalse();
            assertThat(report.differences()).isEqualTo(1);
            assertThat(report.first().get(0).kind()).isEqualTo(Kind.UNEXPECTED);
            assertThat(report.first().get(0).step()).isEqualTo(47);
        });
    }

    @Test
    void theCommandSaysEqualAfterAKillAndDifferentAfterAForgery() {
        ServedApplication first = ServedApplication.start(children, cluster, topics, state);
        steps(1, 1, 110);
        client.awaitAnswers();
        steps(1, 111, 130);
        first.kill();
        ServedApplication second = ServedApplication.start(children, cluster, topics, state);
        steps(2, 105, 140);
        client.awaitAnswers();
        assertThat(second.counted("replayed")).isPositive();
        Path json = state.resolve("report.json");
        Child fromLog = replay("--from-log", "--json", json.toString());
        assertThat(fromLog.exitCode()).as(fromLog.report()).isZero();
        assertThat(fromLog.output()).contains("EQUAL: job audited").contains(FIRST.reference());
        assertThat(json).content().contains("\"equal\" : true", "\"equalAnswers\" : 166", "\"gradients\" : 166");
        Child kept = replay("--application-id", topics.prefix());
        assertThat(kept.exitCode()).as(kept.report()).isZero();
        assertThat(kept.output()).contains("EQUAL").contains("stored snapshots equal");
        forge(job.update(110));
        Child forged = replay("--from-log");
        assertThat(forged.exitCode()).isEqualTo(1);
        assertThat(forged.output()).contains("DIFFERENT").contains("attempt 1, step 110");
        second.terminate();
    }

    @Test
    void whatCannotBeReplayedIsSaid() {
        Child noApplication = replay("--application-id", "none");
        assertThat(noApplication.exitCode()).isEqualTo(2);
        assertThat(noApplication.output()).contains("none-headers-changelog does not exist");
        Child noJob = children.start(
                "replay",
                "-b",
                cluster.bootstrapServers(),
                "--prefix",
                topics.prefix(),
                "--from-log",
                "--job",
                "nobody");
        assertThat(noJob.exitCode()).isEqualTo(2);
        assertThat(noJob.output()).contains("no record of a job 'nobody'");
    }

    private Child replay(String... more) {
        String[] all = {"replay", "--job", job.jobId(), "-b", cluster.bootstrapServers(), "--prefix", topics.prefix()};
        String[] arguments = Arrays.copyOf(all, all.length + more.length);
        System.arraycopy(more, 0, arguments, all.length, more.length);
        return children.start(arguments);
    }

    private AuditReport audit(boolean isFromLog) {
        ApplicationSettings settings = ApplicationSettings.builder(cluster.bootstrapServers())
                .applicationId(topics.prefix())
                .topicPrefix(topics.prefix())
                .unrollLength(RunningApplication.UNROLL_LENGTH)
                .build();
        return new Audit(settings, job.jobId(), isFromLog).run();
    }

    private void steps(long attempt, long from, long to) {
        for (long step = from; step <= to; step++) {
            job.send(gradient(attempt, step));
            other.send(other.gradient(100 * attempt + step, Noise.of(7, step, 5)));
        }
    }

    private GradientBlock gradient(long attempt, long step) {
        return changed(step, gradient -> gradient.setAttempt(attempt).setLoss(1.0 / step));
    }

    private GradientBlock skip(long attempt, long step) {
        return changed(step, gradient -> gradient.setAttempt(attempt)
                .setKind(GradientKind.SKIP)
                .setValues(ByteBuffer.allocate(0)));
    }

    private GradientBlock changed(long step, Consumer<GradientBlock.Builder> change) {
        return job.gradient(step, Noise.of(3, step, COORDINATES), change);
    }

    /** Publishes one more answer to the step, with the bits of its update turned. */
    private void forge(UpdateBlock published) {
        byte[] value = Wire.updates().encode(published);
        value[value.length - 12] ^= 1;
        client.send(new ProducerRecord<>(
                topics.updates(), job.partition(), job.key().bytes(), value));
    }
}
