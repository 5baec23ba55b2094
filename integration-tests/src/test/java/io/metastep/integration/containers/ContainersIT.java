package io.metastep.integration.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.faults.Workload;
import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.Child;
import io.metastep.integration.harness.Instance;
import io.metastep.schemas.Topics;
import io.metastep.streams.ApplicationSettings;
import io.metastep.streams.core.Counters.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testcontainers.utility.DockerImageName;

/** The image serves, is killed, and is replaced by a newer one; a broker runs in a container beside it. */
class ContainersIT {
    private static final int SIGKILL = 128 + 9;
    private static final int FIRST_STEPS = 20;
    private static final int MORE_STEPS = 200;

    @RegisterExtension
    private static final ContainerCluster CLUSTER = new ContainerCluster();

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @AfterEach
    void closeAll() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Test
    void anotherContainerTakesOverFromOneThatIsKilled() {
        Workload workload = opened(new Workload(CLUSTER.fromHere(), "killed"));
        ServingContainer first = serve(Images.product(), workload.topics(), volume());
        ServingContainer second = serve(Images.product(), workload.topics(), volume());
        workload.send(FIRST_STEPS);
        awaitSteps(first);
        awaitSteps(second);
        assertThat(whileStepping(workload, first::kill)).isEqualTo(SIGKILL);
        assertThat(workload.answered()).as("answers at the kill").isLessThan(workload.records());
        workload.check(List.of(second), settings(workload.topics()));
        assertThat(second.counted(Event.REPLAYED)).as("records stepped again").isPositive();
    }

    @Test
    void theContainerRunsWithoutRootOnAFileSystemThatCannotBeWritten() {
        Workload workload = opened(new Workload(CLUSTER.fromHere(), "hardened"));
        ServingContainer container = serve(Images.product(), workload.topics(), volume());
        assertThat(container.shell("echo $UID")).isNotEqualTo("0");
        assertThat(container.shell("touch /opt/metastep/here")).contains("Read-only file system");
        container.awaitHealthy();
        workload.check(List.of(container), settings(workload.topics()));
        assertThat(container.stop()).isEqualTo(Child.SIGTERM);
        assertThat(container.logs()).contains("Stopping: memory to snapshots, last commit");
    }

    @Test
    void instancesAreReplacedByANewerImageOneAfterAnother() {
        Workload workload = opened(new Workload(CLUSTER.fromHere(), "upgraded"));
        DockerImageName newer = Images.tagged(Images.product(), "newer");
        List<StateVolume> volumes = List.of(volume(), volume());
        List<ServingContainer> before = volumes.stream()
                .map(volume -> serve(Images.product(), workload.topics(), volume))
                .toList();
        workload.send(FIRST_STEPS);
        before.forEach(ContainersIT::awaitSteps);
        List<Instance> after = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            assertThat(whileStepping(workload, before.get(i)::stop)).isEqualTo(Child.SIGTERM);
            ServingContainer replacement = serve(newer, workload.topics(), volumes.get(i));
            workload.send(FIRST_STEPS);
            awaitSteps(replacement);
            after.add(replacement);
        }
        workload.check(after, settings(workload.topics()));
    }

    /** To be closed after the test, the last one first. */
    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    private StateVolume volume() {
        return opened(StateVolume.create());
    }

    private ServingContainer serve(DockerImageName image, Topics topics, StateVolume state) {
        return opened(ServingContainer.start(image, CLUSTER, topics, state));
    }

    private static void awaitSteps(ServingContainer instance) {
        Await.until("steps of an instance", () -> instance.counted(Event.STEPS) > 0, instance::logs);
    }

    /** Ends an instance while the jobs go on; returns its exit code. */
    private static int whileStepping(Workload workload, Supplier<Integer> end) {
        CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(end);
        workload.send(MORE_STEPS);
        return exitCode.join();
    }

    private ApplicationSettings settings(Topics topics) {
        return ApplicationSettings.builder(CLUSTER.fromHere().bootstrapServers())
                .applicationId(topics.prefix())
                .topicPrefix(topics.prefix())
                .build();
    }
}
