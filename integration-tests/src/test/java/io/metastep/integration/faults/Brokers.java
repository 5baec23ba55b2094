package io.metastep.integration.faults;

import io.metastep.cli.broker.BrokerSettings;
import io.metastep.cli.broker.EmbeddedBroker;
import io.metastep.integration.harness.BrokerProcesses;
import io.metastep.integration.harness.Cluster;
import io.metastep.integration.harness.QuickSettings;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** Brokers of the scenarios; those in processes are lent to one scenario at a time. Thread-safe. */
final class Brokers implements AutoCloseable {
    private final Map<Stage, Deque<BrokerProcesses>> free = new EnumMap<>(Stage.class);

    /** The broker of this JVM for faults that are not its own; it ends with the JVM. */
    static Cluster shared() {
        return Holder.CLUSTER;
    }

    /** Brokers in processes, until they are given back; null on the shared stage. */
    @Nullable
    BrokerProcesses take(Stage stage) {
        BrokerProcesses used = stage == Stage.SHARED ? null : free(stage).poll();
        return switch (stage) {
            case SHARED -> null;
            case ONE_PROCESS -> used == null ? BrokerProcesses.one(QuickSettings.ONLY_BROKER) : used;
            case THREE_PROCESSES -> used == null ? BrokerProcesses.three(QuickSettings.BROKER) : used;
        };
    }

    void giveBack(Stage stage, BrokerProcesses brokers) {
        synchronized (free) {
            free(stage).add(brokers);
        }
    }

    private Deque<BrokerProcesses> free(Stage stage) {
        synchronized (free) {
            return free.computeIfAbsent(stage, unknown -> new ConcurrentLinkedDeque<>());
        }
    }

    @Override
    public void close() {
        synchronized (free) {
            free.values().forEach(brokers -> brokers.forEach(BrokerProcesses::close));
            free.clear();
        }
    }

    private static final class Holder {
        private static final Cluster CLUSTER =
                Cluster.at(EmbeddedBroker.start(BrokerSettings.DEFAULT.withOverrides(QuickSettings.BROKER))
                        .bootstrapServers());
    }
}
