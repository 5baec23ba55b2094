package io.metastep.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.client.Gradients;
import io.metastep.client.Job;
import io.metastep.client.JobSpec;
import io.metastep.client.MetastepClient;
import io.metastep.integration.harness.Bowl;
import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.LearnerLog;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.integration.harness.RunningLearner;
import io.metastep.metalearner.Credits;
import io.metastep.metalearner.GradientScale;
import io.metastep.metalearner.Proximal;
import io.metastep.metalearner.online.BatchSettings;
import io.metastep.metalearner.online.Gate;
import io.metastep.metalearner.online.LearnerSettings;
import io.metastep.metalearner.online.RolloutPlan;
import io.metastep.metalearner.online.Verdict;
import io.metastep.metalearner.online.trial.TrialSettings;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.ChannelRecords;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.Topics;
import io.metastep.schemas.Wire;
import io.metastep.streams.core.Counters.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A trial from its beginning to its end on a fleet of small jobs, with the real application and the real learner.
 *
 * <p>The learner begins with version 2, while stable names version 1. Its meta-rate is next to nothing, so what it puts on trial,
 * version 3, does what version 2 does; and its gate is open, so that the fleet alone decides.
 */
class CanaryFleetIT {
    private static final String FAMILY = "fleet";
    private static final int STEPS_JUDGED = 20;
    private static final int STEPS = STEPS_JUDGED + 3;
    private static final int JOBS_AT_A_TIME = 12;
    private static final int MOST_JOBS = 30 * JOBS_AT_A_TIME;
    private static final int CANDIDATE = 3;
    private static final Gate OPEN = (candidate, stable) -> new Verdict(true, "the gate is open");

    private final ExecutorService threads = Executors.newFixedThreadPool(JOBS_AT_A_TIME);
    private final Cluster cluster = Cluster.shared();
    private int jobs;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void aVersionThatIsClearlyBetterBecomesStable() {
        Topics topics = topics("better", OptimizerFiles.shippedTimes(0.05f, FAMILY, 1));
        cluster.publish(topics, OptimizerFiles.shippedTimes(1, FAMILY, 2));
        try (var fleet = new Parts(topics)) {
            fleet.runUntilOnTrial();
            fleet.runUntilDecided("trials.promoted");
            assertThat(fleet.log.channel("stable")).isEqualTo(CANDIDATE);
            assertThat(fleet.learner.news())
                    .anyMatch(news -> news.startsWith("Trial of fleet@3 against fleet@1: better"));
            assertThat(fleet.application.counters().count(Event.GUARD_TRIPS)).isZero();
        }
    }

    /** The guard trips within a few steps, so all that the trial hears of these jobs is that it did. */
    @Test
    void aVersionThatIsClearlyHarmfulIsWithdrawnAndStableStays() {
        Topics topics = topics("harmful", OptimizerFiles.shippedTimes(1, FAMILY, 1));
        cluster.publish(topics, OptimizerFiles.shippedTimes(100, FAMILY, 2));
        try (var fleet = new Parts(topics)) {
            fleet.runUntilOnTrial();
            fleet.runUntilDecided("trials.withdrawn");
            assertThat(fleet.log.channel("stable")).isEqualTo(1);
            assertThat(fleet.counted("trials.promoted")).isFalse();
            assertThat(fleet.learner.news())
                    .anyMatch(news -> news.startsWith("Trial of fleet@3 against fleet@1: worse"));
            assertThat(fleet.application.counters().count(Event.GUARD_TRIPS)).isPositive();
        }
    }

    @Test
    void whatAnOperatorPinsWhileTheGateIsAtWorkIsNotTried() {
        Topics topics = topics("pinned", OptimizerFiles.shippedTimes(0.05f, FAMILY, 1));
        cluster.publish(topics, OptimizerFiles.shippedTimes(1, FAMILY, 2));
        var judged = new AtomicInteger();
        Gate gate = (candidate, stable) -> {
            if (judged.getAndIncrement() == 0) {
                pinStable(topics);
            }
            return OPEN.judge(candidate, stable);
        };
        try (var fleet = new Parts(topics, gate)) {
            fleet.run(FAMILY + "#latest", () -> fleet.counted("versions.published"));
            assertThat(judged).hasValueGreaterThan(1);
            assertThat(fleet.counted("trials.begun")).isFalse();
            assertThat(fleet.learner.news()).noneMatch(news -> news.contains("on trial"));
        }
    }

    private void pinStable(Topics topics) {
        var stable = new OptimizerRef.Channel(FAMILY, OptimizerRef.Channel.STABLE);
        var move = new ChannelRecords.Move("operator", Instant.EPOCH, "pin");
        cluster.publish(
                topics,
                stable.key(),
                Wire.optimizerChannels().encode(ChannelRecords.pinned(stable, null, 1, true, move)));
    }

    private Topics topics(String name, OptimizerFile stable) {
        Topics topics = cluster.createTopics(name, 2);
        cluster.publish(topics, stable);
        cluster.point(topics, new OptimizerRef.Channel(FAMILY, "stable"), 1);
        return topics;
    }

    private static LearnerSettings settings() {
        return new LearnerSettings(
                FAMILY,
                Credits.STANDARD,
                Proximal.STANDARD,
                GradientScale.NORMALIZE,
                false,
                false,
                new BatchSettings(1, 1, BatchSettings.STANDARD.segmentsPerCell(), Duration.ofMillis(200)),
                LearnerSettings.STALENESS_WITH_PROXIMAL,
                RolloutPlan.NONE,
                1e-9,
                1,
                new TrialSettings(true, STEPS_JUDGED, 200, Duration.ofHours(1), Duration.ofMinutes(5), 0.05),
                1);
    }

    /** Everything that runs. */
    private final class Parts implements AutoCloseable {
        private final RunningApplication application;
        private final MetastepClient client;
        private final LearnerLog log;
        private final RunningLearner learner;

        Parts(Topics topics) {
            this(topics, OPEN);
        }

        Parts(Topics topics, Gate gate) {
            application = RunningApplication.start(
                    cluster, topics, settings -> settings.trajectoryShare(1).canaryShare(0.5));
            client = cluster.client(topics);
            log = new LearnerLog(cluster, topics, FAMILY);
            learner = new RunningLearner(cluster, topics, settings(), gate, new OptimizerRef.Version(FAMILY, 2));
            log.channel("latest");
        }

        /** The learner has to learn something first, from jobs that follow it. */
        void runUntilOnTrial() {
            run(FAMILY + "#latest", () -> counted("trials.begun"));
            assertThat(log.channel("canary")).isEqualTo(CANDIDATE);
        }

        void runUntilDecided(String counter) {
            run(FAMILY, () -> counted(counter));
        }

        /** Runs jobs, a number at a time, until it is so. */
        private void run(String optimizer, BooleanSupplier isDone) {
            while (!isDone.getAsBoolean()) {
                assertThat(jobs).as("news %s", learner.news()).isLessThan(MOST_JOBS);
                List<CompletableFuture<Void>> running = new ArrayList<>();
                for (int i = 0; i < JOBS_AT_A_TIME; i++) {
                    int job = jobs++;
                    running.add(CompletableFuture.runAsync(() -> train(job, optimizer), threads));
                }
                running.forEach(CompletableFuture::join);
                log.awaitAllTaken();
            }
        }

        private boolean counted(String counter) {
            return log.size() > 0 && log.last().getCounters().getOrDefault(counter, 0L) > 0;
        }

        private void train(int number, String optimizer) {
            JobSpec spec = JobSpec.named("job-" + number)
                    .tensor("w", 300)
                    .optimizer(optimizer)
                    .workload("bowls")
                    .build();
            Bowl bowl = new Bowl(number, spec.tensors());
            try (Job job = client.open(spec)) {
                for (int step = 0; step < STEPS; step++) {
                    job.step(Gradients.of(bowl.gradients(step)), bowl.loss()).applyTo(bowl.parameters());
                }
            }
        }

        @Override
        public void close() {
            learner.close();
            log.close();
            client.close();
            application.close();
        }
    }
}
