package io.metastep.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.client.Gradients;
import io.metastep.client.Job;
import io.metastep.client.JobSpec;
import io.metastep.client.MetastepClient;
import io.metastep.client.StatusReader;
import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.Bowl;
import io.metastep.integration.harness.Children;
import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.integration.harness.ServedApplication;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.InstanceStatus;
import io.metastep.schemas.JobStatus;
import io.metastep.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two instances serve a job that is spread over all partitions; one of them is killed. What the topic says of both, and of the job. */
class StatusIT {
    private static final OptimizerFile LSTM = OptimizerFiles.lstm("untrained", 1);
    private static final int STEPS = 30;
    private static final int BLOCKS = 12;
    private static final long LATER_MILLIS = 3_000;
    private static final Duration TURN = Duration.ofMillis(20);

    @RegisterExtension
    final Children children = new Children();

    @TempDir
    Path state;

    private final Cluster cluster = Cluster.shared();
    private final Topics topics = cluster.createTopics("status", 4);

    private static JobSpec spec(String name) {
        return JobSpec.named(name)
                .optimizer(LSTM.reference())
                .tensor("w", BLOCKS, 100)
                .blockSize(100)
                .spread(4)
                .workload("bowl")
                .build();
    }

    @Test
    void statusSumsUpBothInstancesAndOutlivesOne() {
        cluster.publish(topics, LSTM);
        try (StatusReader status = StatusReader.open(cluster.clientSettings(topics))) {
            serve(status);
            awaitInstance(status, "first", instance -> instance.state().equals(InstanceStatus.STOPPED));
        }
    }

    private void serve(StatusReader status) {
        try (RunningApplication first =
                        RunningApplication.start(cluster, topics, settings -> settings.instanceName("first"));
                MetastepClient client = cluster.client(topics)) {
            assertThat(first.isRunning()).isTrue();
            ServedApplication second =
                    ServedApplication.start(children, cluster, topics, state, "--instance", "second");
            bothShareTheWork(status);
            aJobIsSummedUpOverBoth(client, status);
            aKilledInstanceFallsSilent(client, status, second);
        }
    }

    private static void bothShareTheWork(StatusReader status) {
        InstanceStatus second = awaitInstance(status, "second", StatusIT::ownsHalf);
        InstanceStatus first = awaitInstance(status, "first", StatusIT::ownsHalf);
        assertThat(first.partitions()).doesNotContainAnyElementsOf(second.partitions());
        assertThat(first.threads()).isEqualTo(new InstanceStatus.Threads(1, 1, 0));
        assertThat(first.recovery()).isEqualTo(new InstanceStatus.Recovery(0, 0));
        assertThat(first.memory().limitBytes()).isPositive();
    }

    private static boolean ownsHalf(InstanceStatus instance) {
        return instance.state().equals("running") && instance.partitions().size() == 2;
    }

    private static InstanceStatus awaitInstance(StatusReader status, String name, Predicate<InstanceStatus> condition) {
        return Await.value("status of instance " + name, () -> find(status, name, condition), () -> status.board()
                .instances());
    }

    private static @Nullable InstanceStatus find(
            StatusReader status, String name, Predicate<InstanceStatus> condition) {
        status.poll(TURN);
        return status.board().instance(name).filter(condition).orElse(null);
    }

    private static JobStatus awaitJob(StatusReader status, String name, Predicate<JobStatus> condition) {
        return Await.value(
                "status of job " + name,
                () -> {
                    status.poll(TURN);
                    return status.board().job(name).filter(condition).orElse(null);
                },
                () -> status.board().jobs());
    }

    private static void aJobIsSummedUpOverBoth(MetastepClient client, StatusReader status) {
        JobSpec spec = spec("summed");
        Bowl bowl = new Bowl(1, spec.tensors());
        try (Job job = client.open(spec)) {
            step(job, bowl, STEPS);
            JobStatus active = awaitJob(status, "summed", it -> it.blocks().open() == BLOCKS);
            assertThat(active.state()).isEqualTo(JobStatus.ACTIVE);
        }
        JobStatus closed = awaitJob(status, "summed", it -> it.state().equals(JobStatus.CLOSED));
        assertThat(closed.instances()).containsExactlyInAnyOrder("first", "second");
        assertThat(closed.partitions()).containsExactly(0, 1, 2, 3);
        assertThat(closed.counts().updates() + closed.counts().reverts())
                .as("an untrained optimizer may be sent back: %s", closed)
                .isEqualTo((long) STEPS * BLOCKS);
        assertThat(closed.counts().rejected()).isZero();
        assertThat(closed.step()).isEqualTo(STEPS - 1);
        assertThat(closed.workload()).isEqualTo("bowl");
    }

    private static void aKilledInstanceFallsSilent(
            MetastepClient client, StatusReader status, ServedApplication second) {
        JobSpec spec = spec("surviving");
        Bowl bowl = new Bowl(2, spec.tensors());
        try (Job job = client.open(spec)) {
            step(job, bowl, 5);
            JobStatus before = awaitJob(status, "surviving", it -> it.blocks().open() == BLOCKS);
            assertThat(before.instances()).containsExactlyInAnyOrder("first", "second");
            assertThat(before.mode()).isEqualTo("learned");
            assertThat(before.optimizers()).containsExactly(new JobStatus.Use(LSTM.reference(), "", BLOCKS));
            assertThat(before.latency().p99()).isPositive();
            second.kill();
            InstanceStatus last = awaitInstance(status, "second", it -> true);
            InstanceStatus survivor = awaitInstance(status, "first", it -> it.at() > last.at() + LATER_MILLIS);
            assertThat(survivor.state()).isIn("running", "rebalancing");
            assertThat(awaitInstance(status, "second", it -> true)).isEqualTo(last);
            assertThat(last.state()).isEqualTo("running");
        }
    }

    private static void step(Job job, Bowl bowl, int steps) {
        for (int step = 0; step < steps; step++) {
            job.step(Gradients.of(bowl.gradients(step)), bowl.loss()).applyTo(bowl.parameters());
        }
    }
}
