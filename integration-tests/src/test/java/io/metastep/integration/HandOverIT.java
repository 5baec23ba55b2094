package io.metastep.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.Fleet;
import io.metastep.integration.harness.Folders;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.integration.harness.RawClient;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.Topics;
import io.metastep.streams.core.Counters.Event;
import org.junit.jupiter.api.Test;

/** Two instances share the partitions, each with a state folder of its own; blocks move from one to the other in mid-job. */
class HandOverIT {
    private static final OptimizerFile LSTM = OptimizerFiles.lstm("untrained", 1);

    private final Cluster cluster = Cluster.shared();
    private final Topics topics = cluster.createTopics("hand-over", 4);

    @Test
    void anInstanceThatJoinsAndOneThatLeavesChangeNoBit() {
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
}
