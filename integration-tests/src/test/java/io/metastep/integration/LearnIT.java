package io.metastep.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.metastep.integration.harness.Child;
import io.metastep.integration.harness.Children;
import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.Folders;
import io.metastep.integration.harness.LearnedAgain;
import io.metastep.integration.harness.LearnerLog;
import io.metastep.integration.harness.Noise;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.integration.harness.RawClient;
import io.metastep.integration.harness.RawJob;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.metalearner.Credits;
import io.metastep.metalearner.GradientScale;
import io.metastep.metalearner.Proximal;
import io.metastep.metalearner.Workers;
import io.metastep.metalearner.online.BatchSettings;
import io.metastep.metalearner.online.FixedTasks;
import io.metastep.metalearner.online.LearnerSettings;
import io.metastep.metalearner.online.RolloutPlan;
import io.metastep.metalearner.online.trial.TrialSettings;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.LearnerState;
import io.metastep.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The learner as a process beside the application: what it commits is what it took, whoever dies when. */
class LearnIT {
    private static final String FAMILY = "learned";
    private static final String LATEST = FAMILY + "#latest";
    private static final OptimizerFile START = OptimizerFiles.smallLstm(FAMILY, 1);
    private static final int JOBS = 9;
    private static final int STEPS_OF_ROUND = 20;
    private static final int MOST_ROUNDS = 30;
    /** Few records per poll, so that there are many batches. */
    private static final String CONFIG = """
            session.timeout.ms=6000
            heartbeat.interval.ms=1000
            max.poll.records=10
            """;

    @RegisterExtension
    final Children children = new Children();

    @TempDir
    Path folder;

    private final Cluster cluster = Cluster.shared();

    @Test
    void killedAgainAndAgainItCountsEverySegmentOnceAndLearnsTheBitsOfALearnerThatNeverWas() {
        Topics topics = topics("killed");
        var random = new SplittableRandom(11);
        try (RunningApplication application = serve(topics);
                RawClient client = new RawClient(cluster.bootstrapServers(), topics);
                LearnerLog log = new LearnerLog(cluster, topics, FAMILY)) {
            int round = 0;
            while (round < 8) {
                Child learner = learn(topics, "--rollout-share", "0");
                learner.awaitOutput("Learning ");
                int before = log.size();
                send(client, round++);
                log.awaitStatesOrAllTaken(before + 1 + random.nextInt(5));
                learner.kill();
                send(client, round++);
            }
            putGarbage(client, 3);
            send(client, round);
            Child last = learn(topics, "--rollout-share", "0");
            log.awaitAllTaken();
            assertThat(last.terminate()).isEqualTo(Child.SIGTERM);
            assertThat(application.isRunning()).isTrue();
            assertThat(log.segments()).hasSizeGreaterThan(80);
            assertThat(log.last().getCounters()).containsEntry("segments.refused.UNDECODABLE", 3L);
            assertExact(log);
            assertSameBits(log);
        }
    }

    /** Every committed state counts exactly the records before its offsets, and the group's offsets are those of the last. */
    private static void assertExact(LearnerLog log) {
        List<LearnerState> states = log.states();
        states.forEach(state -> assertThat(LearnerLog.taken(state))
                .isEqualTo(log.segmentsBefore(state).size()));
        assertThat(log.committedOffsets()).isEqualTo(log.last().getOffsets());
        for (int i = 1; i < states.size(); i++) {
            assertThat(states.get(i).getMetaSteps() - states.get(i - 1).getMetaSteps())
                    .isBetween(0L, 1L);
        }
        long published = log.last().getCounters().getOrDefault("versions.published", 0L);
        assertThat(log.versions())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 1 + (int) published).boxed().toList());
        assertThat(log.channel("latest")).isEqualTo(log.last().getVersion()).isEqualTo(1 + (int) published);
    }

    private static void assertSameBits(LearnerLog log) {
        List<LearnerState> states = log.states();
        assertThat(log.last().getMetaSteps()).isGreaterThan(5);
        try (var workers = new Workers("again", 1);
                var again = new LearnedAgain(
                        settings(),
                        START,
                        new FixedTasks(FixedTasks.standard(), FixedTasks.MARGIN, workers),
                        workers)) {
            again.assertAt(states.get(0));
            for (int i = 1; i < states.size(); i++) {
                again.goOn(log, states.get(i - 1), states.get(i));
                again.assertAt(states.get(i));
            }
        }
    }

    /** Those of the command, with the options of {@link #learn}. */
    private static LearnerSettings settings() {
        return new LearnerSettings(
                FAMILY,
                Credits.STANDARD,
                Proximal.STANDARD,
                GradientScale.NORMALIZE,
                false,
                false,
                new BatchSettings(8, 16, BatchSettings.STANDARD.segmentsPerCell(), Duration.ofMillis(300)),
                LearnerSettings.STALENESS_WITH_PROXIMAL,
                RolloutPlan.NONE,
                0.003,
                3,
                TrialSettings.STANDARD,
                1);
    }

    @Test
    void aSecondLearnerStandsByAndTakesOverFromOneThatWasKilledAndFromOneThatEnds() {
        Topics topics = topics("standby");
        try (RunningApplication application = serve(topics);
                RawClient client = new RawClient(cluster.bootstrapServers(), topics);
                LearnerLog log = new LearnerLog(cluster, topics, FAMILY)) {
            Child first = learn(topics, rollouts());
            first.awaitOutput("Learning begins at learned@1.");
            Child second = learn(topics, rollouts());
            second.awaitOutput("Standing by");
            send(client, 0);
            log.awaitAllTaken();
            assertThat(second.output()).doesNotContain("Learning goes on");
            first.kill();
            send(client, 1);
            second.awaitOutput("Learning goes on from meta-step ");
            Child third = learn(topics, rollouts());
            third.awaitOutput("Standing by");
            log.awaitAllTaken();
            assertThat(second.terminate()).isEqualTo(Child.SIGTERM);
            assertThat(second.output()).contains("meta-steps in ");
            send(client, 2);
            third.awaitOutput("Learning goes on from meta-step ");
            log.awaitAllTaken();
            assertThat(log.last().getCounters().get("rollouts.used")).isPositive();
            assertThat(application.isRunning()).isTrue();
            assertExact(log);
        }
    }

    private static String[] rollouts() {
        return new String[] {"--workload", "quadratic:problems=4/jobs=2/rescaling=1", "--rollout-share", "0.25"};
    }

    @Test
    void aColdStartPublishesAFirstVersionThatJobsCanFollowAndEndsAfterSoManyMetaSteps() throws IOException {
        Topics topics = cluster.createTopics("cold", 2);
        Path report = folder.resolve("learn.json");
        try (RunningApplication application = serve(topics);
                RawClient client = new RawClient(cluster.bootstrapServers(), topics);
                LearnerLog log = new LearnerLog(cluster, topics, FAMILY)) {
            Child learner = learn(
                    topics,
                    Stream.of(rollouts(), new String[] {
                                "--cold-start", "--hidden=6x5", "--nominal=0", "--meta-steps=4", "--json=" + report
                            })
                            .flatMap(Stream::of)
                            .toArray(String[]::new));
            learner.awaitOutput("Learning begins at learned@1.");
            assertThat(log.channel("stable")).isEqualTo(1);
            int round = 0;
            while (learner.isAlive() && round < MOST_ROUNDS) {
                send(client, round++);
            }
            assertThat(learner.exitCode()).isZero();
            assertThat(application.isRunning()).isTrue();
            JsonNode json = JsonMapper.builder().build().readTree(Files.readString(report));
            assertThat(json.get("metaSteps").asLong())
                    .isEqualTo(4)
                    .isEqualTo(log.last().getMetaSteps());
            assertThat(json.get("releases")).hasSize(1);
            assertThat(json.get("steps")).hasSize(4);
            assertThat(json.get("counters").get("segments.used").asLong())
                    .isEqualTo(log.last().getCounters().get("segments.used"));
            assertExact(log);
            Child again = learn(topics, "--cold-start", "--meta-steps=1");
            send(client, round);
            again.awaitOutput("Learning goes on from meta-step 4");
            assertThat(again.exitCode()).isZero();
        }
    }

    @Test
    void whatCannotBeginSaysWhyAndExitsWithTwo() {
        Topics topics = topics("wrong");
        cluster.publish(topics, OptimizerFiles.adam("adam", 1));
        assertRefused(learn(topics, "--from", "nobody#stable", "--family", "new"), "nobody#stable is not on");
        assertRefused(learn(topics, "--cold-start"), "learned has 1 versions or more");
        assertRefused(learn(topics, "--from", "adam@1", "--family", "adam"), "nothing to learn");
    }

    private static void assertRefused(Child learner, String message) {
        assertThat(learner.exitCode()).as(learner.output()).isEqualTo(2);
        assertThat(learner.output()).contains(message).doesNotContain("\tat ");
    }

    private Topics topics(String name) {
        Topics topics = cluster.createTopics(name, 3);
        cluster.publishAsStableAndLatest(topics, START);
        return topics;
    }

    /** Writes down all that a record holds, so that short jobs leave many segments. */
    private RunningApplication serve(Topics topics) {
        return RunningApplication.start(cluster, topics, settings -> settings.trajectoryShare(1));
    }

    private Child learn(Topics topics, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "learn",
                "--bootstrap-servers",
                cluster.bootstrapServers(),
                "--prefix",
                topics.prefix(),
                "--config",
                Folders.file("learn-", CONFIG).toString(),
                "--interval",
                "0.3",
                "--publish-every",
                "3"));
        if (!List.of(options).contains("--family")) {
            arguments.addAll(List.of("--family", FAMILY));
        }
        arguments.addAll(List.of(options));
        return children.start(arguments.toArray(String[]::new));
    }

    /** The steps of a round of all jobs, which follow the newest version; waits until they are answered. */
    private static void send(RawClient client, int round) {
        List<RawJob> jobs = IntStream.range(0, JOBS)
                .mapToObj(i -> client.job("job-" + i, LATEST))
                .toList();
        int first = round * STEPS_OF_ROUND;
        for (long step = first; step < first + STEPS_OF_ROUND; step++) {
            for (RawJob job : jobs) {
                double loss = 1.0 / (1 + step);
                float[] values = Noise.of(job.jobId().hashCode(), step, 300);
                job.send(job.gradient(step, values, gradient -> gradient.setLoss(loss)));
            }
        }
        jobs.forEach(job -> job.update(first + STEPS_OF_ROUND - 1L));
    }

    private static void putGarbage(RawClient client, int records) {
        for (int i = 0; i < records; i++) {
            client.send(new ProducerRecord<>(client.topics().trajectories(), i, new byte[] {1}, new byte[] {2, 3}));
        }
    }
}
