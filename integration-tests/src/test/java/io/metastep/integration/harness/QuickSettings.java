package io.metastep.integration.harness;

import io.metastep.streams.ApplicationSettings;
import io.metastep.streams.SettingsBuilder;
import java.util.HashMap;
import java.util.Map;

/** Settings under which faults are noticed soon, and the broker's that allow them. */
public final class QuickSettings {
    /** Steps of an unroll. */
    public static final int UNROLL_LENGTH = RunningApplication.UNROLL_LENGTH;

    /**
     * What a broker needs to be told so that it accepts them. If it keeps the only copy and may be killed, not more: until the controller
     * knows it again its partitions have no leader, and transactions that it aborts meanwhile are never marked as ended.
     */
    public static final Map<String, String> ONLY_BROKER = Map.of(
            "group.min.session.timeout.ms", "1000",
            "group.streams.min.session.timeout.ms", "1000",
            "group.streams.session.timeout.ms", "4000",
            "group.streams.min.heartbeat.interval.ms", "500",
            "group.streams.heartbeat.interval.ms", "500",
            "group.streams.initial.rebalance.delay.ms", "0");

    /** The same with transactions aborted as soon as they have timed out. */
    public static final Map<String, String> BROKER =
            and(ONLY_BROKER, "transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");

    /** What a killed instance leaves behind is gone after so long. */
    private static final Map<String, String> CLIENTS = Map.of(
            "main.consumer.session.timeout.ms", "4000",
            "main.consumer.heartbeat.interval.ms", "800",
            "producer.transaction.timeout.ms", "6000");

    private QuickSettings() {}

    public static SettingsBuilder builder(String bootstrapServers, String prefix) {
        return quick(ApplicationSettings.builder(bootstrapServers)
                .applicationId(prefix)
                .topicPrefix(prefix));
    }

    /** The same for a builder that knows its topics. */
    public static SettingsBuilder quick(SettingsBuilder settings) {
        return settings.unrollLength(UNROLL_LENGTH).clientProperties(CLIENTS);
    }

    private static Map<String, String> and(Map<String, String> properties, String name, String value) {
        Map<String, String> all = new HashMap<>(properties);
        all.put(name, value);
        return Map.copyOf(all);
    }
}
