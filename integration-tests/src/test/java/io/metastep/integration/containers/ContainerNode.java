package io.metastep.integration.containers;

import static java.util.stream.Collectors.joining;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.metastep.integration.harness.FreePorts;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.testcontainers.containers.Network;
import org.testcontainers.kafka.KafkaContainer;

/** One broker, controller too, in a container. It keeps its port when it is started again. */
final class ContainerNode {
    private static final int OUTSIDE = 9092;
    private static final int CONTROLLER = 9094;
    private static final Map<String, String> TWO_OF_THREE = Map.of(
            "KAFKA_DEFAULT_REPLICATION_FACTOR", "3",
            "KAFKA_MIN_INSYNC_REPLICAS", "2",
            "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "3",
            "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "3",
            "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "2",
            "KAFKA_BROKER_SESSION_TIMEOUT_MS", "4000");

    private final String name;
    private final KafkaContainer container;

    /**
     * A node that is not started yet.
     *
     * @param id from 1 on
     * @param count nodes of the cluster, 1 or 3
     */
    ContainerNode(Network network, int id, int count) {
        name = name(id);
        ExposedPort exposed = ExposedPort.tcp(OUTSIDE);
        Ports.Binding outside =
                Ports.Binding.bindIpAndPort("127.0.0.1", FreePorts.find(1).get(0));
        container = new KafkaContainer(Images.kafka())
                .withNetwork(network)
                .withListener(inside())
                .withEnv("KAFKA_NODE_ID", Integer.toString(id))
                .withEnv("KAFKA_JVM_PERFORMANCE_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1")
                .withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", voters(count))
                .withCreateContainerCmdModifier(command -> Objects.requireNonNull(command.getHostConfig())
                        .withPortBindings(new PortBinding(outside, exposed)));
        if (count > 1) {
            container.withEnv(TWO_OF_THREE);
        }
    }

    private static String name(int id) {
        return "broker-" + id;
    }

    private static String voters(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(id -> id + "@" + name(id) + ":" + CONTROLLER)
                .collect(joining(","));
    }

    /** Where containers of the network find it. */
    String inside() {
        return name + ":19092";
    }

    String name() {
        return name;
    }

    KafkaContainer container() {
        return container;
    }

    /** SIGKILL. */
    void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    /** Starts it again on its logs. */
    void restart() {
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
    }
}
