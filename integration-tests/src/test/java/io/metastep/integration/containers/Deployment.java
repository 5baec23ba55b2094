package io.metastep.integration.containers;

import io.metastep.integration.faults.Workload;
import io.metastep.integration.harness.Instance;
import io.metastep.streams.ApplicationSettings;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.utility.DockerImageName;

/** Jobs of one test and the containers that serve them; all are gone after the test, and what containers printed is shown if it failed. */
final class Deployment implements AfterEachCallback {
    private final ContainerCluster cluster;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Deque<ServingContainer> instances = new ArrayDeque<>();
    private @Nullable Workload workload;

    Deployment(ContainerCluster cluster) {
        this.cluster = cluster;
    }

    /** Jobs on topics whose prefix begins with the name. */
    Workload workload(String name) {
        workload = opened(new Workload(cluster.fromHere(), name));
        return workload;
    }

    Workload workload() {
        return Objects.requireNonNull(workload);
    }

    /** An empty one. */
    StateVolume volume() {
        return opened(StateVolume.create());
    }

    /** An instance of the product on an empty volume, once it is ready. */
    ServingContainer serve() {
        return serve(Images.product(), volume());
    }

    ServingContainer serve(DockerImageName image, StateVolume volume) {
        ServingContainer instance =
                opened(ServingContainer.start(image, cluster, workload().topics(), volume));
        instances.add(instance);
        return instance;
    }

    /** Sees that nothing was lost. */
    void check(List<? extends Instance> left) {
        String id = workload().topics().prefix();
        workload()
                .check(
                        List.copyOf(left),
                        ApplicationSettings.builder(cluster.fromHere().bootstrapServers())
                                .applicationId(id)
                                .topicPrefix(id)
                                .build());
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        if (context.getExecutionException().isPresent()) {
            instances.forEach(instance -> System.err.println(
                    "---- " + instance.container().getContainerId() + "\n" + instance.logs() + "----"));
        }
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
