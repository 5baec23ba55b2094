package io.metastep.integration.containers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.metastep.integration.harness.ApplicationBeans;
import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.FreePorts;
import io.metastep.integration.harness.Instance;
import io.metastep.integration.harness.ServedApplication;
import io.metastep.schemas.Topics;
import io.metastep.streams.core.Counters.Event;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.management.remote.JMXServiceURL;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * {@code metastep serve} in the product's image as one would run it: a root file system that cannot be written, a volume for the state, a
 * temporary folder in memory. Watched through JMX at a port of the loopback address.
 */
final class ServingContainer implements Instance {
    private static final String STATE = "/var/lib/metastep";
    private static final String CONFIG = "/etc/metastep/client.properties";
    private static final int GRACE_SECONDS = 30;
    private static final long MEMORY = 1L << 30;

    private final GenericContainer<?> container;
    private final ApplicationBeans beans;

    private ServingContainer(GenericContainer<?> container, int managementPort) {
        this.container = container;
        beans = new ApplicationBeans(() -> url(managementPort), container::isRunning, container::getLogs);
    }

    private static JMXServiceURL url(int port) throws IOException {
        return new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
    }

    /** Starts it on that state and waits until it says that it runs. */
    static ServingContainer start(DockerImageName image, ContainerCluster cluster, Topics topics, StateVolume volume) {
        int port = FreePorts.find(1).get(0);
        String config = ServedApplication.config().toString();
        GenericContainer<?> container = new GenericContainer<>(image)
                .withNetwork(cluster.network())
                .withEnv("METASTEP_JAVA_OPTS", management(port))
                .withCommand(
                        "serve",
                        "--bootstrap-servers",
                        ContainerCluster.BOOTSTRAP_SERVERS,
                        "--prefix",
                        topics.prefix(),
                        "--application-id",
                        topics.prefix(),
                        "--state-dir",
                        STATE,
                        "--config",
                        CONFIG)
                .withCreateContainerCmdModifier(command -> harden(command, port, volume, config))
                .waitingFor(Wait.forLogMessage(".*Running:.*\\n", 1).withStartupTimeout(Await.PATIENCE));
        container.start();
        return new ServingContainer(container, port);
    }

    private static String management(int port) {
        String jmx = " -Dcom.sun.management.jmxremote.";
        return jmx + "port=" + port + jmx + "rmi.port=" + port + jmx + "authenticate=false" + jmx + "ssl=false"
                + " -Djava.rmi.server.hostname=127.0.0.1";
    }

    private static void harden(CreateContainerCmd command, int port, StateVolume volume, String config) {
        HostConfig host = Objects.requireNonNull(command.getHostConfig());
        ExposedPort exposed = ExposedPort.tcp(port);
        command.withExposedPorts(exposed)
                .withHostConfig(host.withReadonlyRootfs(true)
                        .withTmpFs(Map.of("/tmp", "rw,noexec,size=64m"))
                        .withMemory(MEMORY)
                        .withMounts(List.of(
                                new Mount()
                                        .withType(MountType.VOLUME)
                                        .withSource(volume.name())
                                        .withTarget(STATE),
                                new Mount()
                                        .withType(MountType.BIND)
                                        .withSource(config)
                                        .withTarget(CONFIG)
                                        .withReadOnly(true)))
                        .withPortBindings(new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", port), exposed)));
    }

    /** What a shell in the container prints. */
    String shell(String command) {
        try {
            return container
                    .execInContainer("bash", "-c", command + " 2>&1")
                    .getStdout()
                    .strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new AssertionError("Interrupted in " + command, e);
        }
    }

    void awaitHealthy() {
        Await.until("the health check passes", container::isHealthy, container::getLogs);
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

    String logs() {
        return container.getLogs();
    }

    @Override
    public long counted(Event event) {
        return beans.counted(event);
    }

    @Override
    public int aliveThreads() {
        return beans.aliveThreads();
    }

    @Override
    public boolean isRunning() {
        return beans.isRunning();
    }

    @Override
    public void close() {
        container.close();
    }
}
