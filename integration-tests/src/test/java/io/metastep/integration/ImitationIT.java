package io.metastep.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.client.Gradients;
import io.metastep.client.Job;
import io.metastep.client.JobSpec;
import io.metastep.client.MetastepClient;
import io.metastep.integration.harness.Bowl;
import io.metastep.integration.harness.Child;
import io.metastep.integration.harness.Children;
import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.Folders;
import io.metastep.integration.harness.InProcessJob;
import io.metastep.integration.harness.LearnerLog;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a job shows that takes its steps itself: lessons for a learner that imitates, nothing for one that does not. */
class ImitationIT {
    private static final String FAMILY = "pupil";
    private static final OptimizerFile START = OptimizerFiles.smallLstm(FAMILY, 1);
    private static final float RATE = 0.05f;
    private static final int UNROLLS_OF_ROUND = 2;
    private static final int STEPS_OF_ROUND = 20 * UNROLLS_OF_ROUND;
    private static final int MOST_ROUNDS = 20;
    private static final int VERSIONS = 6;
    private static final String CONFIG = """
            session.timeout.ms=6000
            heartbeat.interval.ms=1000
            max.poll.records=5
            """;

    @RegisterExtension
    final Children children = new Children();

    private final Cluster cluster = Cluster.shared();
    private int step;

    @Test
    void aVersionComesOfLessonsThatDoesWhatTheJobDoes() {
        Topics topics = topics("imitates");
        try (RunningApplication application = serve(topics);
                MetastepClient client = cluster.client(topics);
                LearnerLog log = new LearnerLog(cluster, topics, FAMILY)) {
            Child learner = learn(topics, "--imitate");
            learner.awaitOutput("Learning ");
            Job job = client.open(spec());
            Bowl bowl = new Bowl(3, spec().tensors());
            for (int round = 0; round < MOST_ROUNDS && log.versions().size() < VERSIONS; round++) {
                show(job, bowl);
                log.awaitAllTaken();
            }
            assertThat(learner.terminate()).isEqualTo(Child.SIGTERM);
            assertThat(application.isRunning()).isTrue();
            Map<String, Long> counters = log.last().getCounters();
            assertThat(counters).containsEntry("segments.used", LearnerLog.taken(log.last()));
            List<Integer> versions = log.versions();
            assertThat(versions).hasSizeGreaterThanOrEqualTo(VERSIONS);
            OptimizerFile pupil = log.version(versions.get(versions.size() - 1));
            assertThat(distance(pupil)).isLessThan(0.9 * distance(START));
        }
    }

    @Test
    void withoutImitationTheSameStepsAreCountedAndTeachNothing() {
        Topics topics = topics("ignores");
        try (RunningApplication application = serve(topics);
                MetastepClient client = cluster.client(topics);
                LearnerLog log = new LearnerLog(cluster, topics, FAMILY)) {
            Child learner = learn(topics);
            learner.awaitOutput("Learning ");
            Job job = client.open(spec());
            show(job, new Bowl(3, spec().tensors()));
            log.awaitAllTaken();
            assertThat(learner.terminate()).isEqualTo(Child.SIGTERM);
            assertThat(application.isRunning()).isTrue();
            assertThat(log.segments()).isNotEmpty();
            assertThat(log.last().getCounters()).containsOnly(Map.entry("segments.refused.SHADOW", (long)
                    log.segments().size()));
            assertThat(log.versions()).containsExactly(1);
        }
    }

    private static JobSpec spec() {
        return JobSpec.named("teacher")
                .optimizer(FAMILY + "#latest")
                .tensor("w", 300)
                .blockSize(100)
                .workload("bowls")
                .build();
    }

    /** Steps of gradient descent that the job takes itself, until they are answered. */
    private void show(Job job, Bowl bowl) {
        for (int end = step + STEPS_OF_ROUND; step < end; step++) {
            float[][] gradients = bowl.gradients(step);
            float[][] own = descent(gradients);
            job.report(Gradients.of(gradients), bowl.loss(), Gradients.of(own));
            add(own, bowl.parameters());
        }
    }

    private static float[][] descent(float[][] gradients) {
        float[][] updates = Arrays.stream(gradients).map(float[]::clone).toArray(float[][]::new);
        for (float[] update : updates) {
            for (int i = 0; i < update.length; i++) {
                update[i] *= -RATE;
            }
        }
        return updates;
    }

    private static void add(float[][] updates, float[][] parameters) {
        for (int t = 0; t < updates.length; t++) {
            for (int i = 0; i < updates[t].length; i++) {
                parameters[t][i] += updates[t][i];
            }
        }
    }

    /** Sum of squares of what its steps differ from the job's, along an unroll that nobody learned from. */
    private static double distance(OptimizerFile file) {
        InProcessJob learned = new InProcessJob(spec(), file);
        Bowl bowl = new Bowl(17, spec().tensors());
        double sum = 0;
        for (int at = 0; at < 20; at++) {
            float[][] gradients = bowl.gradients(at);
            float[] difference = learned.step(at, gradients)[0];
            float[][] own = descent(gradients);
            for (int i = 0; i < difference.length; i++) {
                sum += Math.pow(difference[i] - own[0][i], 2);
            }
            add(own, bowl.parameters());
        }
        return sum;
    }

    private Topics topics(String name) {
        Topics topics = cluster.createTopics(name, 2);
        cluster.publishAsStableAndLatest(topics, START);
        return topics;
    }

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
                Folders.file("imitation-", CONFIG).toString(),
                "--family",
                FAMILY,
                "--interval",
                "0.3",
                "--batch-jobs",
                "1",
                "--batch-segments",
                "4",
                "--publish-every",
                "2",
                "--rate",
                "0.02",
                "--gate-margin",
                "10",
                "--rollout-share",
                "0"));
        arguments.addAll(List.of(options));
        return children.start(arguments.toArray(String[]::new));
    }
}
