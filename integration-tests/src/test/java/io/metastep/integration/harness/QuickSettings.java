package io.metastep.integration.harness;

import io.metastep.streams.ApplicationSettings;
import io.metastep.streams.SettingsBuilder;
import java.util.Map;

/** Settings under which faults are noticed soon, and the broker's that allow them. */
public final class QuickSettings {
    /** Steps of an unroll. */
    public static final int UNROLL_LENGTH = RunningApplication.UNROLL_LENGTH;

    /** What a broker needs to be told so that it accepts them. */
    public static final Map<String, String> BROKER = Map.of(
            "group.min.session.timeout.ms", "1000",
            "group.streams.min.session.timeout.ms", "1000",
            "group.streams.session.timeout.ms", "4000",
            "group.streams.min.heartbeat.interval.ms", "500",
            "group.streams.heartbeat.interval.ms", "500",
            "group.streams.initial.rebalance.delay.ms", "0",
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");

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
}
