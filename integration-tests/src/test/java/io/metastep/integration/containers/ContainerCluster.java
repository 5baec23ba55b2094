package io.metastep.integration.containers;

import static java.util.stream.Collectors.joining;

import io.metastep.integration.harness.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.containers.Network;
import org.testcontainers.lifecycle.Startables;

/** Brokers in containers for the tests of a class, and the network in which other containers reach them. */
final class ContainerCluster implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private final int count;
    private final Network network = Network.newNetwork();
    private final List<ContainerNode> nodes = new ArrayList<>();

    private ContainerCluster(int count) {
        this.count = count;
    }

    /** One node. */
    static ContainerCluster one() {
        return new ContainerCluster(1);
    }

    /** Three nodes that replicate; two copies make a record safe. */
    static ContainerCluster three() {
        return new ContainerCluster(3);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (!Engine.isThere()) {
            return;
        }
        IntStream.rangeClosed(1, count).forEach(id -> nodes.add(new ContainerNode(network, id, count)));
        Startables.deepStart(nodes.stream().map(ContainerNode::container)).join();
    }

    /** Each test for itself, so that each is among those that were skipped. */
    @Override
    public void beforeEach(ExtensionContext context) {
        Engine.assumeThere();
    }

    Network network() {
        return network;
    }

    /** @param id from 1 on */
    ContainerNode node(int id) {
        return nodes.get(id - 1);
    }

    /** Where containers of the network find it. */
    String bootstrapServers() {
        return nodes.stream().map(ContainerNode::inside).collect(joining(","));
    }

    /** The same for this JVM. */
    Cluster fromHere() {
        return Cluster.at(nodes.stream()
                .map(node -> node.container().getBootstrapServers())
                .collect(joining(",")));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        nodes.forEach(node -> node.container().close());
        if (!nodes.isEmpty()) {
            network.close();
        }
    }
}
