package io.metastep.integration.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.faults.Workload;
import io.metastep.integration.harness.Child;
import io.metastep.streams.core.Counters.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testcontainers.utility.DockerImageName;

/** The image serves, is killed, and is replaced by a newer one; a broker runs in a container beside it. */
class ContainersIT {
    private static final int SIGKILL = 128 + 9;
    private static final int FIRST_STEPS = 20;
    private static final int MORE_STEPS = 200;

    @RegisterExtension
    private static final ContainerCluster CLUSTER = ContainerCluster.one();

    @RegisterExtension
    private final Deployment deployment = new Deployment(CLUSTER);

    @Test
    void anotherContainerTakesOverFromOneThatIsKilled() {
        Workload workload = deployment.workload("killed");
        ServingContainer first = deployment.serve();
        ServingContainer second = deployment.serve();
        workload.send(FIRST_STEPS);
        workload.awaitAnswers();
        first.awaitSteps();
        second.awaitSteps();
        assertThat(whileStepping(workload, first::kill)).isEqualTo(SIGKILL);
        assertThat(workload.answered()).as("answers at the kill").isLessThan(workload.records());
        deployment.check(List.of(second));
        assertThat(second.counted(Event.REPLAYED)).as("records stepped again").isPositive();
    }

    @Test
    void theContainerRunsWithoutRootOnAFileSystemThatCannotBeWritten() {
        deployment.workload("hardened");
        ServingContainer instance = deployment.serve();
        assertThat(instance.shell("echo $UID")).isNotEqualTo("0");
        assertThat(instance.shell("touch /opt/metastep/here")).contains("Read-only file system");
        instance.awaitHealthy();
        deployment.check(List.of(instance));
        assertThat(instance.stop()).isEqualTo(Child.SIGTERM);
        assertThat(instance.logs()).contains("Stopping: memory to snapshots, last commit");
    }

    @Test
    void instancesAreReplacedByANewerImageOneAfterAnother() {
        Workload workload = deployment.workload("upgraded");
        DockerImageName newer = Images.tagged(Images.product(), "newer");
        List<StateVolume> volumes = List.of(deployment.volume(), deployment.volume());
        List<ServingContainer> older = volumes.stream()
                .map(volume -> deployment.serve(Images.product(), volume))
                .toList();
        workload.send(FIRST_STEPS);
        older.forEach(ServingContainer::awaitSteps);
        List<ServingContainer> left = new ArrayList<>();
        for (int i = 0; i < older.size(); i++) {
            assertThat(whileStepping(workload, older.get(i)::stop)).isEqualTo(Child.SIGTERM);
            ServingContainer replacement = deployment.serve(newer, volumes.get(i));
            workload.send(FIRST_STEPS);
            replacement.awaitSteps();
            left.add(replacement);
        }
        deployment.check(left);
    }

    /** Ends an instance while the jobs go on; returns its exit code. */
    private static int whileStepping(Workload workload, Supplier<Integer> end) {
        CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(end);
        workload.send(MORE_STEPS);
        return exitCode.join();
    }
}
