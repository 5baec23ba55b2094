package io.metastep.integration.harness;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/** A cluster of nodes in processes of their own. With three, all is kept three times and two copies make a record safe. */
public final class BrokerProcesses implements AutoCloseable {
    private static final int PORTS = 3;
    private static final Map<String, String> TWO_OF_THREE = Map.of(
            "default.replication.factor", "3",
            "min.insync.replicas", "2",
            "offsets.topic.replication.factor", "3",
            "transaction.state.log.replication.factor", "3",
            "transaction.state.log.min.isr", "2");
    private static final Map<String, String> QUICK = Map.of("broker.session.timeout.ms", "4000");

    private final Children children = new Children();
    private final List<BrokerNode> nodes = new ArrayList<>();

    private BrokerProcesses(int count, Map<String, String> properties) {
        List<Integer> ports = FreePorts.find(PORTS * count);
        Map<String, String> all = new HashMap<>(QUICK);
        all.putAll(properties);
        all.put(
                "controller.quorum.voters",
                IntStream.range(0, count)
                        .mapToObj(i -> (i + 1) + "@127.0.0.1:" + ports.get(PORTS * i + 2))
                        .collect(joining(",")));
        String clusterId = Uuid.randomUuid().toString();
        for (int i = 0; i < count; i++) {
            nodes.add(new BrokerNode(children, clusterId, i + 1, ports.subList(PORTS * i, PORTS * (i + 1)), all));
        }
        nodes.forEach(BrokerNode::awaitReady);
    }

    /** One node. */
    public static BrokerProcesses one(Map<String, String> properties) {
        return new BrokerProcesses(1, properties);
    }

    /** Three nodes that replicate. */
    public static BrokerProcesses three(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(TWO_OF_THREE);
        all.putAll(properties);
        return new BrokerProcesses(3, all);
    }

    public List<BrokerNode> nodes() {
        return List.copyOf(nodes);
    }

    public BrokerNode node(int id) {
        return nodes.get(id - 1);
    }

    /** What clients bootstrap from. */
    public String bootstrapServers() {
        return nodes.stream().map(BrokerNode::address).collect(joining(","));
    }

    /** The same for clients that see the cluster through the proxies alone. */
    public String proxiedServers() {
        return nodes.stream().map(node -> "127.0.0.1:" + node.proxy().port()).collect(joining(","));
    }

    /** What they printed. */
    public String reports() {
        return children.reports();
    }

    @Override
    public void close() {
        nodes.forEach(BrokerNode::close);
        children.end();
    }
}
