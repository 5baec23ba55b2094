package io.metastep.integration.containers;

import io.metastep.integration.harness.Cluster;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.containers.Network;
import org.testcontainers.kafka.KafkaContainer;

/** A broker in a container for the tests of a class, and the network in which other containers reach it. */
final class ContainerCluster implements BeforeAllCallback, AfterAllCallback {
    /** Where containers of the network find it. */
    static final String BOOTSTRAP_SERVERS = "broker:19092";

    private final Network network = Network.newNetwork();
    private @Nullable KafkaContainer broker;

    @Override
    public void beforeAll(ExtensionContext context) {
        Engine.assumeThere();
        broker = new KafkaContainer(Images.kafka()).withNetwork(network).withListener(BOOTSTRAP_SERVERS);
        broker.start();
    }

    Network network() {
        return network;
    }

    /** The same for this JVM. */
    Cluster fromHere() {
        return Cluster.at(Objects.requireNonNull(broker).getBootstrapServers());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (broker != null) {
            broker.close();
            network.close();
        }
    }
}
