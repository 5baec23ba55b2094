package io.metastep.streams.status;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** What Kafka Streams says of itself. Thread-safe. */
public final class StreamsReadings {
    private final KafkaStreams streams;
    private final String gradients;

    /**
     * Readings.
     *
     * @param gradients name of the topic
     */
    public StreamsReadings(KafkaStreams streams, String gradients) {
        this.streams = streams;
        this.gradients = gradients;
    }

    String state() {
        return streams.state().name().toLowerCase(Locale.ROOT);
    }

    int aliveThreads() {
        return (int) streams.metadataForLocalThreads().stream()
                .filter(thread -> !thread.threadState().equals("DEAD"))
                .count();
    }

    /** Records that wait to be fetched; null while no consumer knows. */
    @Nullable
    Long lag() {
        return lag(streams.metrics(), gradients);
    }

    /** Consumers name a topic as it is, and once more with other characters for its dots. */
    static @Nullable Long lag(Map<MetricName, ? extends Metric> metrics, String topic) {
        Map<String, Long> lags = new HashMap<>();
        metrics.forEach((name, metric) -> {
            String partition = name.tags().get("partition");
            if (name.name().equals("records-lag")
                    && partition != null
                    && isOf(topic, name.tags().get("topic"))) {
                addKnown(lags, partition, metric.metricValue());
            }
        });
        return lags.isEmpty()
                ? null
                : lags.values().stream().mapToLong(Long::longValue).sum();
    }

    private static boolean isOf(String topic, @Nullable String name) {
        return topic.equals(name) || topic.replace('.', '_').equals(name);
    }

    private static void addKnown(Map<String, Long> lags, String partition, Object value) {
        if (value instanceof Double lag && !lag.isNaN()) {
            lags.merge(partition, Math.round(lag), Math::max);
        }
    }
}
