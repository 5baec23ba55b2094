package io.metastep.integration.containers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.FreePorts;
import io.metastep.integration.harness.Instance;
import io.metastep.integration.harness.ServedApplication;
import io.metastep.integration.harness.Web;
import io.metastep.schemas.Topics;
import io.metastep.streams.core.Counters.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * {@code metastep serve} in the product's image as one would run it: a root file system that cannot be written, a volume for the state, a
 * temporary folder in memory. Watched through its web server, which keeps its port when the container comes back to the network.
 */
final class ServingContainer implements Instance {
    private static final String STATE = "/var/lib/metastep";
    private static final String CONFIG = "/etc/metastep/client.properties";
    private static final String LOOPBACK = "127.0.0.1";
    private static final int WEB = 8080;
    private static final int GRACE_SECONDS = 30;
    private static final long MEMORY = 1L << 30;

    private final GenericContainer<?> container;

    private ServingContainer(GenericContainer<?> container) {
        this.container = container;
    }

    /** Starts it on that state and waits until it is ready. */
    static ServingContainer start(DockerImageName image, ContainerCluster cluster, Topics topics, StateVolume volume) {
        String config = ServedApplication.config().toString();
        int port = FreePorts.find(1).get(0);
        GenericContainer<?> container = new GenericContainer<>(image)
                .withNetwork(cluster.network())
                .withExposedPorts(WEB)
                .withCommand(ServedApplication.arguments(cluster.bootstrapServers(), topics, STATE, CONFIG)
                        .toArray(String[]::new))
                .withCreateContainerCmdModifier(command -> harden(command, volume, config, port))
                .waitingFor(Wait.forHttp("/ready").forPort(WEB).withStartupTimeout(Await.PATIENCE));
        container.start();
        return new ServingContainer(container);
    }

    private static void harden(CreateContainerCmd command, StateVolume volume, String config, int port) {
        HostConfig host = Objects.requireNonNull(command.getHostConfig());
        host.withPortBindings(new PortBinding(Ports.Binding.bindIpAndPort(LOOPBACK, port), ExposedPort.tcp(WEB)))
                .withReadonlyRootfs(true)
                .withTmpFs(Map.of("/tmp", "rw,noexec,size=64m"))
                .withMemory(MEMORY)
                .withMounts(List.of(
                        mount(MountType.VOLUME, volume.name(), STATE),
                        mount(MountType.BIND, config, CONFIG).withReadOnly(true)));
    }

    private static Mount mount(MountType type, String source, String target) {
        return new Mount().withType(type).withSource(source).withTarget(target);
    }

    /** What a shell in the container prints. */
    String shell(String command) {
        try {
            return container
                    .execInContainer("bash", "-c", command + " 2>&1")
                    .getStdout()
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("Interrupted in " + command, e);
        }
    }

    void awaitHealthy() {
        Await.until("the health check passes", container::isHealthy, container::getLogs);
    }

    /** Waits until it has answered something. */
    void awaitSteps() {
        Await.until("steps of a container", () -> counted(Event.STEPS) > 0, container::getLogs);
    }

    /** SIGKILL; returns the exit code. */
    int kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
        return exitCode();
    }

    /** SIGTERM, and SIGKILL if it takes too long; returns the exit code. */
    int stop() {
        container
                .getDockerClient()
                .stopContainerCmd(container.getContainerId())
                .withTimeout(GRACE_SECONDS)
                .exec();
        return exitCode();
    }

    private int exitCode() {
        Await.until("the container ends", () -> !container.isRunning(), container::getLogs);
        InspectContainerResponse.ContainerState state =
                container.getCurrentContainerInfo().getState();
        return Math.toIntExact(Objects.requireNonNull(state.getExitCodeLong()));
    }

    GenericContainer<?> container() {
        return container;
    }

    String logs() {
        return container.getLogs();
    }

    @Override
    public long counted(Event event) {
        return (long) metric("metastep_" + event.name().toLowerCase(Locale.ROOT) + "_total");
    }

    @Override
    public int aliveThreads() {
        return (int) metric("kafka_stream_alive_stream_threads");
    }

    @Override
    public boolean isRunning() {
        return metric("metastep_ready") == 1;
    }

    /** The value of the metric, 0 while nobody answers. */
    private double metric(String name) {
        try {
            String all = Web.get("http://" + container.getHost() + ":" + container.getMappedPort(WEB) + "/metrics")
                    .body();
            Matcher line = Pattern.compile("^" + name + "(\\{.*\\})? (\\S+)$", Pattern.MULTILINE)
                    .matcher(all);
            return line.find() ? Double.parseDouble(line.group(2)) : 0;
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        container.close();
    }
}
