package io.metastep.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.client.Checkpoint;
import io.metastep.client.ClientSetting;
import io.metastep.client.ClientSettings;
import io.metastep.client.FollowFrom;
import io.metastep.client.Follower;
import io.metastep.client.Gradients;
import io.metastep.client.Job;
import io.metastep.client.JobException;
import io.metastep.client.JobSpec;
import io.metastep.client.JobUpdate;
import io.metastep.client.MetastepClient;
import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.InProcessBlock;
import io.metastep.integration.harness.Noise;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.integration.harness.RawClient;
import io.metastep.integration.harness.RawJob;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.Topics;
import io.metastep.schemas.UpdateAction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** Attempts, rewinding, fencing, closing and idling, through the client library. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobLifeIT {
    private static final int COORDINATES = 50;
    private static final long ONE_MEGABYTE = 1 << 20;
    private static final Duration IDLE_TIME = Duration.ofSeconds(1);
    private static final OptimizerFile LSTM = OptimizerFiles.lstm("untrained", 1);

    private final Cluster cluster = Cluster.shared();
    private final Topics topics = cluster.createTopics("job-life", 2);
    private long drawn;
    private RunningApplication application;
    private MetastepClient client;
    private MetastepClient other;

    @BeforeAll
    void startTheApplication() {
        cluster.publish(topics, LSTM);
        application = RunningApplication.start(cluster, topics);
        client = cluster.client(topics);
        other = cluster.client(topics);
    }

    @AfterAll
    void close() {
        client.close();
        other.close();
        application.close();
    }

    @Test
    void aJobRestartedAtAnEarlierStepGetsThatStepsMemoryBack(TestInfo test) {
        JobSpec spec = spec(test);
        InProcessBlock expected = new InProcessBlock(LSTM);
        Job first = client.open(spec);
        steps(first, expected, 17);
        Checkpoint checkpoint = first.checkpoint();
        steps(first, expected.copy(), 14);
        Job second = other.open(spec.resume(checkpoint));
        assertThat(second.nextStep()).isEqualTo(17);
        steps(second, expected, 20);
    }

    @Test
    void aJobRestartedTwiceAtEarlierAndEarlierStepsGetsTheirMemoriesBack(TestInfo test) {
        JobSpec spec = spec(test);
        InProcessBlock expected = new InProcessBlock(LSTM);
        Job job = client.open(spec);
        steps(job, expected, 6);
        Checkpoint early = job.checkpoint();
        InProcessBlock expectedLater = expected.copy();
        steps(job, expectedLater, 25);
        Checkpoint later = job.checkpoint();
        steps(job, expectedLater.copy(), 9);
        Job again = other.open(spec.resume(later));
        steps(again, expectedLater, 3);
        try (MetastepClient third = cluster.client(topics)) {
            Job onceMore = third.open(spec.resume(new Checkpoint(spec.jobId(), again.attempt(), early.step())));
            steps(onceMore, expected, 20);
        }
    }

    @Test
    void ofTwoClientsThatClaimOneJobTheLaterWins(TestInfo test) {
        JobSpec spec = spec(test);
        Job earlier = client.open(spec);
        steps(earlier, new InProcessBlock(LSTM), 3);
        Job later = other.open(spec.resume(earlier.checkpoint()));
        later.step(gradients());
        assertThatThrownBy(() -> earlier.step(gradients())).isInstanceOf(JobException.Fenced.class);
        assertThat(later.step(gradients()).action()).isEqualTo(UpdateAction.APPLY);
    }

    @Test
    void aClosedJobOpensAfreshAsANewAttempt(TestInfo test) {
        JobSpec spec = spec(test);
        Job first = client.open(spec);
        steps(first, new InProcessBlock(LSTM), 3);
        first.close();
        assertThatThrownBy(() -> first.step(gradients())).isInstanceOf(JobException.Closed.class);
        Job second = client.open(spec.resume(first.checkpoint()));
        steps(second, new InProcessBlock(LSTM), 3);
    }

    @Test
    void aJobThatWasIdleForLongStartsAfresh(TestInfo test) {
        Topics idle = cluster.createTopics("idle", 1);
        cluster.publish(idle, LSTM);
        try (RunningApplication forgetful = RunningApplication.start(cluster, idle, s -> s.idleTime(IDLE_TIME));
                RawClient raw = new RawClient(cluster.bootstrapServers(), idle)) {
            RawJob job = raw.job(name(test), LSTM.reference());
            RawJob clock = raw.job("clock", LSTM.reference());
            job.send(job.gradient(1, 1f, 2f));
            long last = job.send(job.gradient(2, 1f, 2f)).timestamp();
            AtomicLong tick = new AtomicLong();
            Await.until("the log's time passes", () -> {
                long now =
                        clock.send(clock.gradient(tick.incrementAndGet(), 1f)).timestamp();
                return now > last + IDLE_TIME.toMillis();
            });
            job.send(job.gradient(3, 1f, 2f));
            assertThat(job.update(2).getMemoryAge()).isEqualTo(2);
            assertThat(job.update(3).getMemoryAge()).isEqualTo(1);
            assertThat(clock.update(tick.get()).getMemoryAge()).isEqualTo(tick.get());
            assertThat(forgetful.isRunning()).isTrue();
        }
    }

    @Test
    void aBlockBeyondTheMemoryLimitIsRefusedAndTheOthersGoOn(TestInfo test) {
        Topics narrow = cluster.createTopics("narrow", 1);
        cluster.publish(narrow, LSTM);
        try (RunningApplication small = RunningApplication.start(cluster, narrow, s -> s.liveBytes(ONE_MEGABYTE));
                MetastepClient narrowClient = cluster.client(narrow)) {
            InProcessBlock expected = new InProcessBlock(LSTM);
            Job modest = narrowClient.open(spec(test));
            steps(modest, expected, 2);
            Job greedy = narrowClient.open(JobSpec.named("greedy")
                    .tensor("w", 10_000)
                    .optimizer(LSTM.reference())
                    .build());
            assertThatThrownBy(() -> greedy.step(gradients(10_000)))
                    .isInstanceOf(JobException.Rejected.class)
                    .hasMessageContaining("REFUSED_MEMORY");
            steps(modest, expected, 2);
            assertThat(small.isRunning()).isTrue();
        }
    }

    @Test
    void aSkippedStepLeavesTheMemoryAsItWas(TestInfo test) {
        InProcessBlock expected = new InProcessBlock(LSTM);
        Job job = client.open(spec(test));
        steps(job, expected, 3);
        JobUpdate skipped = job.skip(1); // a finite loss: only the gradient is of no use
        assertThat(skipped.action()).isEqualTo(UpdateAction.SKIP);
        steps(job, expected, 3);
    }

    @Test
    void aGradientThatIsNotFiniteIsRefusedBeforeItIsSentAndTheJobGoesOn(TestInfo test) {
        InProcessBlock expected = new InProcessBlock(LSTM);
        Job job = client.open(spec(test));
        steps(job, expected, 2);
        float[] broken = new float[COORDINATES];
        broken[7] = Float.NaN;
        assertThatThrownBy(() -> job.step(Gradients.of(broken))).isInstanceOf(JobException.Rejected.class);
        steps(job, expected, 2);
    }

    @Test
    void aStepIsSentAgainUntilTheApplicationAnswers(TestInfo test) {
        Topics late = cluster.createTopics("late", 2);
        cluster.publish(late, LSTM);
        ClientSettings impatient = cluster.clientSettings(late).with(ClientSetting.RESEND_AFTER.key(), "50");
        try (MetastepClient early = MetastepClient.open(impatient);
                RawClient raw = new RawClient(cluster.bootstrapServers(), late)) {
            Job job = early.open(spec(test));
            float[] gradient = gradient();
            CompletableFuture<JobUpdate> answer = job.stepAsync(Gradients.of(gradient));
            Await.until("a resend", () -> raw.gradients() > 1);
            try (RunningApplication started = RunningApplication.start(cluster, late)) {
                InProcessBlock expected = new InProcessBlock(LSTM);
                assertThat(answer.join().values(0)).isEqualTo(expected.step(gradient, false));
                steps(job, expected, 5);
                assertThat(started.isRunning()).isTrue();
            }
        }
    }

    @Test
    void aFollowerSeesTheUpdatesOfAnotherProcessesJob(TestInfo test) {
        JobSpec spec = JobSpec.named(name(test))
                .tensor("w", 30, 3)
                .blockSize(40)
                .spread(2)
                .optimizer(LSTM.reference())
                .build();
        List<JobUpdate> followed = new CopyOnWriteArrayList<>();
        Follower follower =
                Follower.open(cluster.clientSettings(topics), spec, new FollowFrom.Earliest(), followed::add);
        Job job = client.open(spec);
        for (int step = 0; step < 5; step++) {
            float[] update = job.step(gradients(90)).values(0).clone();
            Await.until("a step at the follower", () -> followed.size() == job.nextStep());
            assertThat(followed.get(step).values(0)).isEqualTo(update);
        }
        follower.close();
        job.step(gradients(90));
        assertThat(followed).hasSize(5);
    }

    @Test
    void anUnknownOptimizerIsATypedError(TestInfo test) {
        JobSpec spec = JobSpec.named(name(test))
                .tensor("w", COORDINATES)
                .optimizer("nobody@1")
                .build();
        Job job = client.open(spec);
        assertThatThrownBy(() -> job.step(gradients()))
                .isInstanceOf(JobException.Rejected.class)
                .hasMessageContaining("UNKNOWN_OPTIMIZER")
                .hasMessageContaining("nobody@1");
    }

    private void steps(Job job, InProcessBlock expected, int count) {
        for (int i = 0; i < count; i++) {
            float[] gradient = gradient();
            JobUpdate update = job.step(Gradients.of(gradient), 1);
            assertThat(update.values(0))
                    .as("step %s of %s", update.step(), job.jobId())
                    .isEqualTo(expected.step(gradient, false));
        }
    }

    private Gradients gradients() {
        return Gradients.of(gradient());
    }

    private Gradients gradients(int coordinates) {
        drawn++;
        return Gradients.of(Noise.of(7, drawn, coordinates));
    }

    /** Another one each time. */
    private float[] gradient() {
        drawn++;
        return Noise.of(7, drawn, COORDINATES);
    }

    private static JobSpec spec(TestInfo test) {
        return JobSpec.named(name(test))
                .tensor("w", COORDINATES)
                .optimizer(LSTM.reference())
                .build();
    }

    private static String name(TestInfo test) {
        return test.getTestMethod().orElseThrow().getName();
    }
}
