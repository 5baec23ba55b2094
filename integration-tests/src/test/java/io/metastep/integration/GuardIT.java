package io.metastep.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.client.Gradients;
import io.metastep.client.Job;
import io.metastep.client.JobSpec;
import io.metastep.client.JobStatistics;
import io.metastep.client.JobUpdate;
import io.metastep.client.MetastepClient;
import io.metastep.integration.harness.Bowl;
import io.metastep.integration.harness.Children;
import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.InProcessJob;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.integration.harness.ServedApplication;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.AppliedBy;
import io.metastep.schemas.Topics;
import io.metastep.streams.core.Counters.Event;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on optimizers that were broken on purpose, through client library, broker and application, in the simplest loop there is. */
class GuardIT {
    private static final int SEEDS = 20;
    private static final int STEPS = 150;
    private static final OptimizerFile UPHILL = OptimizerFiles.shippedTimes(-1, "uphill");
    private static final OptimizerFile HUGE = OptimizerFiles.shippedTimes(1e30f, "huge");

    @RegisterExtension
    final Children children = new Children();

    @TempDir
    Path state;

    private final Cluster cluster = Cluster.shared();

    private static JobSpec spec(String id, OptimizerFile optimizer) {
        return JobSpec.named(id)
                .tensor("w", 20, 30)
                .tensor("b", 40)
                .blockSize(256)
                .optimizer(optimizer.reference())
                .build();
    }

    private static Bowl bowl(JobSpec spec, int seed) {
        return new Bowl(seed, spec.tensors());
    }

    private static void steps(Job job, Bowl bowl, int from, int to) {
        for (int step = from; step < to; step++) {
            job.step(Gradients.of(bowl.gradients(step)), bowl.loss()).applyTo(bowl.parameters());
        }
    }

    /** The same task with the fallback from the first step. */
    private static double adam(JobSpec spec, int seed) {
        InProcessJob adam = new InProcessJob(spec, OptimizerFiles.fallback(spec.fallbackRate()));
        Bowl bowl = bowl(spec, seed);
        for (int step = 0; step < STEPS; step++) {
            float[][] update = adam.step(step, bowl.gradients(step));
            for (int t = 0; t < update.length; t++) {
                for (int i = 0; i < update[t].length; i++) {
                    bowl.parameters()[t][i] += update[t][i];
                }
            }
        }
        return bowl.loss();
    }

    @Test
    void theSimplestLoopOnAnOptimizerThatWalksUphillEndsWithinATenthOfAdamFromTheStart() {
        Topics topics = cluster.createTopics("uphill", 2);
        cluster.publish(topics, UPHILL);
        try (RunningApplication application = RunningApplication.start(cluster, topics);
                MetastepClient client = cluster.client(topics)) {
            List<CompletableFuture<Double>> jobs = IntStream.range(0, SEEDS)
                    .mapToObj(seed -> CompletableFuture.supplyAsync(() -> uphill(client, seed)))
                    .toList();
            double guarded = jobs.stream().mapToDouble(CompletableFuture::join).sum();
            double adam = IntStream.range(0, SEEDS)
                    .mapToDouble(seed -> adam(spec("adam", UPHILL), seed))
                    .sum();
            assertThat(guarded / adam).isLessThan(1.1);
            assertThat(application.counters().count(Event.GUARD_TRIPS)).isEqualTo(SEEDS * 4);
            assertThat(application.counters().count(Event.REJECTED)).isZero();
        }
    }

    private static double uphill(MetastepClient client, int seed) {
        JobSpec spec = spec("uphill-" + seed, UPHILL);
        Bowl bowl = bowl(spec, seed);
        try (Job job = client.open(spec)) {
            steps(job, bowl, 0, STEPS);
            JobStatistics statistics = job.statistics();
            assertThat(statistics.reverts()).as("seed %s", seed).isEqualTo(1);
            assertThat(statistics.fallbackSteps()).as("seed %s", seed).isGreaterThan(STEPS - 30);
            assertThat(statistics.updatesApplied()).isEqualTo(statistics.updatesExpected());
        }
        return bowl.loss();
    }

    @Test
    void lossesAndGradientsThatAreNoNumbersEndNoLoop() {
        Topics topics = cluster.createTopics("huge", 2);
        cluster.publish(topics, HUGE);
        JobSpec spec = spec("huge", HUGE);
        Bowl bowl = bowl(spec, 1);
        double before = bowl.loss();
        try (RunningApplication application = RunningApplication.start(cluster, topics);
                MetastepClient client = cluster.client(topics);
                Job job = client.open(spec)) {
            for (int step = 0; step < 60; step++) {
                float loss = (float) bowl.loss();
                float[][] gradients = bowl.gradients(step);
                if (Float.isInfinite(loss)) {
                    Arrays.stream(gradients).forEach(tensor -> Arrays.fill(tensor, Float.NaN));
                }
                job.step(Gradients.of(gradients), loss).applyTo(bowl.parameters());
            }
            assertThat(job.statistics().reverts()).isEqualTo(1);
            assertThat(job.statistics().fallbackSteps()).isEqualTo(58);
            assertThat(application.isRunning()).isTrue();
        }
        assertThat(bowl.loss()).isLessThan(before);
    }

    @Test
    void killedInFallbackItGoesOnAsIfItHadNeverStopped() {
        Topics calm = cluster.createTopics("guarded-calm", 2);
        Topics stormy = cluster.createTopics("guarded-stormy", 2);
        cluster.publish(calm, UPHILL);
        cluster.publish(stormy, UPHILL);
        JobSpec spec = spec("guarded", UPHILL);
        Bowl expected = bowl(spec, 7);
        try (RunningApplication undisturbed = RunningApplication.start(
                        cluster, calm, settings -> settings.unrollLength(ServedApplication.UNROLL_LENGTH));
                MetastepClient client = cluster.client(calm);
                Job job = client.open(spec)) {
            steps(job, expected, 0, STEPS);
            assertThat(undisturbed.isRunning()).isTrue();
        }
        Bowl bowl = bowl(spec, 7);
        try (MetastepClient client = cluster.client(stormy);
                Job job = client.open(spec)) {
            ServedApplication first = ServedApplication.start(children, cluster, stormy, state);
            steps(job, bowl, 0, 40);
            first.kill();
            ServedApplication second = ServedApplication.start(children, cluster, stormy, state);
            JobUpdate next = job.step(Gradients.of(bowl.gradients(40)), bowl.loss());
            assertThat(next.appliedBy()).isEqualTo(AppliedBy.FALLBACK);
            assertThat(second.counted("replayed")).isPositive();
            next.applyTo(bowl.parameters());
            steps(job, bowl, 41, STEPS);
        }
        assertThat(bowl.parameters()).isDeepEqualTo(expected.parameters());
    }
}
