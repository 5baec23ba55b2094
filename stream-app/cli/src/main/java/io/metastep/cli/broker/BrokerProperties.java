package io.metastep.cli.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The server properties of a single node that starts fast and runs on little. */
final class BrokerProperties {

    static final String HOST = "127.0.0.1";
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final Map<String, String> SINGLE_NODE = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", Integer.toString(NODE_ID)),
            Map.entry("controller.listener.names", CONTROLLER_LISTENER),
            Map.entry("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT"),
            Map.entry("inter.broker.listener.name", "PLAINTEXT"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"));

    /** What a node with one client in the same JVM can do without. */
    private static final Map<String, String> SMALL_AND_QUICK = Map.of(
            "num.network.threads", "2",
            "num.io.threads", "4",
            "num.recovery.threads.per.data.dir", "1",
            "log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20),
            "log.index.size.max.bytes", Integer.toString(1 << 20),
            // The first heartbeats unfence the broker: at the default of 2 s they would make up most of the start.
            "broker.heartbeat.interval.ms", "500",
            // A long collection must not fence the only broker; a killed one can register again only after this time.
            "broker.session.timeout.ms", "15000");

    private BrokerProperties() {}

    static Properties of(Path directory, int port, int controllerPort, Map<String, String> overrides) {
        Properties properties = new Properties();
        properties.putAll(SINGLE_NODE);
        properties.putAll(SMALL_AND_QUICK);
        properties.put("listeners", listeners(port, controllerPort));
        properties.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
        properties.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
        properties.put("log.dirs", directory.toString());
        properties.putAll(overrides);
        return properties;
    }

    private static String listeners(int port, int controllerPort) {
        return "PLAINTEXT://%s:%d,%s://%s:%d".formatted(HOST, port, CONTROLLER_LISTENER, HOST, controllerPort);
    }
}
