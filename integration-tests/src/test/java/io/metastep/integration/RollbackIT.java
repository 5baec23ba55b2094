package io.metastep.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.Child;
import io.metastep.integration.harness.Children;
import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.OptimizerFiles;
import io.metastep.integration.harness.RawClient;
import io.metastep.integration.harness.RawJob;
import io.metastep.integration.harness.RunningApplication;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.Topics;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Versions are promoted and rolled back by hand, by commands, while a job runs. */
class RollbackIT {
    private static final String FAMILY = "moved";
    private static final int UNROLL = RunningApplication.UNROLL_LENGTH;
    private static final int MOST_STEPS = 500;

    @RegisterExtension
    final Children children = new Children();

    private final Cluster cluster = Cluster.shared();
    private final List<String> versions = new ArrayList<>();

    @Test
    void aRunningJobFollowsAtItsNextUnrollForthAndBackAndNoStepIsLost() {
        Topics topics = cluster.createTopics("rollback", 1);
        cluster.publish(topics, OptimizerFiles.lstm(FAMILY, 1));
        cluster.publish(topics, OptimizerFiles.lstm(FAMILY, 2));
        cluster.point(topics, new OptimizerRef.Channel(FAMILY, OptimizerRef.Channel.STABLE), 1);
        try (RunningApplication application = RunningApplication.start(cluster, topics);
                RawClient client = new RawClient(cluster.bootstrapServers(), topics)) {
            RawJob job = client.job("follower", FAMILY);
            runUntil(job, "moved@1", UNROLL);
            run(topics, "promote", "moved@2", "--reason", "try it");
            runUntil(job, "moved@2", 2 * UNROLL);
            assertThat(run(topics, "rollback", FAMILY)).contains("stable named moved@2, and names moved@1 now");
            runUntil(job, "moved@1", 2 * UNROLL);
            assertThat(run(topics, "history", FAMILY)).contains("rollback", "try it", "operator");
            assertThat(client.rejections()).isEmpty();
            assertThat(application.isRunning()).isTrue();
        }
        assertThat(changes()).hasSize(2).allMatch(step -> step % UNROLL == 0);
    }

    /** Takes steps until so many in a row were taken by that version. */
    private void runUntil(RawJob job, String version, int inARow) {
        int count = 0;
        while (count < inARow) {
            assertThat(versions).as("waiting for %s", version).hasSizeLessThan(MOST_STEPS);
            int step = versions.size();
            job.send(job.gradient(step, (float) Math.sin(step), 0.5f));
            UpdateBlock update = job.update(step);
            assertThat(update.getAction()).isEqualTo(UpdateAction.APPLY);
            versions.add(update.getOptimizer());
            count = update.getOptimizer().equals(version) ? count + 1 : 0;
        }
    }

    /** Steps at which another version took over. */
    private List<Integer> changes() {
        var changes = new ArrayList<Integer>();
        for (int step = 1; step < versions.size(); step++) {
            if (!versions.get(step).equals(versions.get(step - 1))) {
                changes.add(step);
            }
        }
        return changes;
    }

    private String run(Topics topics, String verb, String... arguments) {
        var command = new ArrayList<>(List.of("optimizers", verb));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-b", cluster.bootstrapServers(), "--prefix", topics.prefix()));
        Child child = children.start(command.toArray(String[]::new));
        assertThat(child.exitCode()).as(child.output()).isZero();
        return child.output();
    }
}
