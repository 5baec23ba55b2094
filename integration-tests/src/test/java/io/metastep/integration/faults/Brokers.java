package io.metastep.integration.faults;

import io.metastep.cli.broker.BrokerSettings;
import io.metastep.cli.broker.EmbeddedBroker;
import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.QuickSettings;

/** The broker of this JVM for faults that are not its own; it ends with the JVM. */
final class Brokers {
    private Brokers() {}

    static Cluster cluster() {
        return Holder.CLUSTER;
    }

    private static final class Holder {
        private static final Cluster CLUSTER =
                Cluster.at(EmbeddedBroker.start(BrokerSettings.DEFAULT.withOverrides(QuickSettings.BROKER))
                        .bootstrapServers());
    }
}
