package io.metastep.cli.demo;

import io.metastep.cli.OnExit;
import io.metastep.cli.broker.BrokerSettings;
import io.metastep.cli.broker.EmbeddedBroker;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.cluster.TopicSetup;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/** The demo's own cluster: a broker in this process that has the topics of the contract. */
final class DemoBroker {

    /** Partitions of each topic of the jobs. */
    static final int PARTITIONS = 4;

    private DemoBroker() {}

    /** Starts it, to be closed on exit; returns how to reach it. */
    static ClusterSettings start(int port, OnExit onExit) {
        EmbeddedBroker broker = onExit.closing(
                EmbeddedBroker.start(BrokerSettings.DEFAULT.withPort(port).closedByOwner()));
        ClusterSettings cluster = ClusterSettings.plain(broker.bootstrapServers());
        try (Admin admin = cluster.admin()) {
            new TopicSetup(admin, cluster.topics()).create(PARTITIONS, Optional.empty());
        }
        return cluster;
    }
}
