package io.metastep.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.client.Gradients;
import io.metastep.client.Job;
import io.metastep.client.JobSpec;
import io.metastep.client.MetastepClient;
import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.ChildApplication;
import io.metastep.integration.harness.Children;
import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.Fleet;
import io.metastep.integration.harness.Folders;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.integration.harness.QuickSettings;
import io.metastep.integration.harness.RawClient;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.Topics;
import io.metastep.streams.GroupProtocol;
import io.metastep.streams.RecoveryEvent;
import io.metastep.streams.RecoveryEvent.Kind;
import io.metastep.streams.core.Counters.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two instances share the partitions, each with a state folder of its own; blocks move from one to the other in mid-job. */
class HandOverIT {
    private static final OptimizerFile LSTM = OptimizerFiles.lstm("untrained", 1);

    private static final int NEVER = 10_000;
    private static final int MANY = 4_000;
    private static final int LARGE = 1_000;

    @RegisterExtension
    final Children children = new Children();

    private final Cluster cluster = Cluster.shared();

    @Test
    void anInstanceThatJoinsAndOneThatLeavesChangeNoBit() {
        Topics topics = cluster.createTopics("hand-over", 4);
        cluster.publish(topics, LSTM);
        try (RawClient client = new RawClient(cluster.bootstrapServers(), topics)) {
            Fleet fleet = new Fleet(client, "fleet", LSTM, 8, 50);
            RunningApplication first = RunningApplication.start(cluster, topics);
            fleet.send(1, 33);
            fleet.await(33);
            RunningApplication second = RunningApplication.start(
                    cluster, topics, settings -> settings.stateDirectory(Folders.temporary("second-")));
            fleet.send(34, 66);
            fleet.await(66);
            assertThat(second.counters().count(Event.STEPS)).isPositive();
            first.close();
            fleet.send(67, 99);
            fleet.await(99);
            assertThat(second.isRunning()).isTrue();
            second.close();
            fleet.assertOneUpdatePerStepAsIfNeverStopped(99);
        }
    }

    @Test
    void whileAPartitionThatWasTakenOverIsReplayedTheOthersOfTheThreadAreAnswered() {
        Topics topics = cluster.createTopics("take-over", 2);
        cluster.publish(topics, LSTM);
        ChildApplication first = ChildApplication.launch(
                        children,
                        ChildApplication.FAST,
                        cluster.bootstrapServers(),
                        topics,
                        Folders.temporary("first-"),
                        GroupProtocol.CLASSIC,
                        NEVER)
                .awaitRunning();
        try (RawClient raw = new RawClient(cluster.bootstrapServers(), topics);
                MetastepClient client = cluster.client(topics);
                RunningApplication second =
                        RunningApplication.start(cluster, topics, settings -> QuickSettings.quick(settings)
                                .unrollsPerSnapshot(NEVER)
                                .stateDirectory(Folders.temporary("second-")))) {
            Fleet fleet = Fleet.onEachPartition(raw, "moved", LSTM, LARGE);
            fleet.send(1, MANY);
            fleet.await(MANY);
            Await.until("each has a partition", () -> second.partitions().size() == 1, second::partitions);
            int kept = second.partitions().iterator().next();
            Job clock = client.open(
                    JobSpec.named(raw.jobAt(kept, "clock", LSTM.reference()).jobId())
                            .tensor("w", 1)
                            .optimizer(LSTM.reference())
                            .build());
            Instant killed = Instant.now();
            first.child().kill();
            List<Instant> answers = new ArrayList<>();
            while (replay(second, Kind.REPLAY_ENDED, killed).isEmpty()) {
                clock.step(Gradients.of(new float[] {1}));
                answers.add(Instant.now());
            }
            RecoveryEvent begin = replay(second, Kind.REPLAY_STARTED, killed).orElseThrow();
            RecoveryEvent end = replay(second, Kind.REPLAY_ENDED, killed).orElseThrow();
            assertThat(end.partition()).isEqualTo(1 - kept);
            assertThat(end.records()).isEqualTo(MANY);
            assertThat(answers)
                    .filteredOn(answer -> answer.isAfter(begin.at()) && answer.isBefore(end.at()))
                    .hasSizeGreaterThan(2);
            fleet.send(MANY + 1, MANY + 5);
            fleet.await(MANY + 5);
            fleet.assertOneUpdatePerStepAsIfNeverStopped(MANY + 5);
        }
    }

    private static Optional<RecoveryEvent> replay(RunningApplication application, Kind kind, Instant since) {
        return application.recoveryEvents().stream()
                .filter(event -> event.kind() == kind && event.at().isAfter(since))
                .findFirst();
    }
}
