package io.metastep.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.Child;
import io.metastep.integration.harness.Children;
import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.Fleet;
import io.metastep.integration.harness.Folders;
import io.metastep.integration.harness.MovedJob;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.integration.harness.RawClient;
import io.metastep.integration.harness.ServedApplication;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The served application, in a JVM of its own, ends in the middle of jobs. What a read-committed reader of updates sees
 * is what it would have seen had it never stopped: one update per step, the same bits.
 */
class RecoveryIT {
    private static final OptimizerFile LSTM = OptimizerFiles.lstm("untrained", 1);
    private static final OptimizerRef.Channel CHANNEL = new OptimizerRef.Channel("moving", "stable");
    private static final long STEPS = ServedApplication.SNAPSHOT_STEPS + 7L;

    @RegisterExtension
    final Children children = new Children();

    @TempDir
    Path state;

    private final Cluster cluster = Cluster.shared();
    private final Topics topics = cluster.createTopics("recovery", 3);
    private final RawClient client = new RawClient(cluster.bootstrapServers(), topics);
    private final Fleet fleet = new Fleet(client, "fleet", LSTM, 6, 96);

    @BeforeEach
    void publish() {
        cluster.publish(topics, LSTM);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void stoppedInMidUnroll() {
        ServedApplication first = serve();
        fleet.send(1, 47);
        fleet.await(47);
        assertThat(first.terminate()).isEqualTo(Child.SIGTERM);
        fleet.send(48, 60);
        ServedApplication second = serve();
        fleet.send(61, 90);
        fleet.await(90);
        fleet.assertOneUpdatePerStepAsIfNeverStopped(90);
        assertThat(second.counted("replayed"))
                .as("a clean stop leaves nothing to replay")
                .isZero();
    }

    @Test
    void killedWithRecordsInFlightAndKilledAgainAndItsStateFolderLost() {
        ServedApplication first = serve();
        fleet.send(1, STEPS);
        fleet.await(STEPS);
        assertThat(first.counted("snapshots")).isPositive();
        fleet.send(STEPS + 1, 2 * STEPS);
        fleet.await(STEPS + 10);
        first.kill();
        ServedApplication second = serve();
        fleet.send(2 * STEPS + 1, 3 * STEPS);
        fleet.await(3 * STEPS);
        assertThat(second.counted("replayed")).isPositive();
        second.kill();
        Folders.empty(state);
        ServedApplication third = serve();
        fleet.send(3 * STEPS + 1, 4 * STEPS);
        fleet.await(4 * STEPS);
        assertThat(third.counted("replayed")).isPositive();
        fleet.assertOneUpdatePerStepAsIfNeverStopped(4 * STEPS);
    }

    @Test
    void killedAfterItsChannelMovedAndMovedOnWhileItWasDown() {
        List<OptimizerFile> versions = List.of(
                OptimizerFiles.lstm("moving", 1), OptimizerFiles.lstm("moving", 2), OptimizerFiles.lstm("moving", 3));
        versions.forEach(version -> cluster.publish(topics, version));
        cluster.point(topics, CHANNEL, 1);
        List<MovedJob> jobs = IntStream.range(0, 4)
                .mapToObj(i -> client.job("moved-" + i, CHANNEL.key()))
                .map(job -> new MovedJob(job, ServedApplication.UNROLL_LENGTH, versions))
                .toList();
        ServedApplication first = serve();
        jobs.forEach(job -> job.steps(7));
        cluster.point(topics, CHANNEL, 2);
        jobs.forEach(job -> job.stepsUntil(versions.get(1)));
        jobs.forEach(job -> job.steps(2));
        first.kill();
        cluster.point(topics, CHANNEL, 3);
        ServedApplication second = serve();
        jobs.forEach(job -> job.steps(1));
        assertThat(second.counted("replayed")).isPositive();
        jobs.forEach(job -> job.stepsUntil(versions.get(2)));
        jobs.forEach(job -> job.steps(2));
    }

    private ServedApplication serve() {
        return ServedApplication.start(children, cluster, topics, state);
    }
}
