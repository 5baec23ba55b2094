package io.metastep.cli.bench.pipeline;

import io.metastep.streams.MetastepApplication;
import io.metastep.streams.core.Counters;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * What an application has written since its start.
 *
 * @param steppedBytes bytes of the gradients that it answered with an update, as FLOAT32
 * @param changelogBytes bytes of the record batches that its producers sent, by state store; not compressed unless the
 *     producers are told to
 */
record Written(long steppedBytes, Map<String, Long> changelogBytes) {

    static final Pattern TEXT = Pattern.compile("written (.*)");

    private static final Pattern CHANGELOG = Pattern.compile(".*-(\\w+)-changelog");

    Written {
        changelogBytes = Map.copyOf(changelogBytes);
    }

    static Written of(MetastepApplication application) {
        Map<String, Long> bytes = new TreeMap<>();
        for (Map.Entry<MetricName, ? extends Metric> metric :
                application.metrics().entrySet()) {
            var changelog = CHANGELOG.matcher(metric.getKey().tags().getOrDefault("topic", ""));
            if (isBytesSent(metric.getKey()) && changelog.matches()) {
                bytes.merge(changelog.group(1), ((Number) metric.getValue().metricValue()).longValue(), Long::sum);
            }
        }
        long coordinates = application.counters().count(Counters.Event.COORDINATES);
        return new Written(Float.BYTES * coordinates, bytes);
    }

    private static boolean isBytesSent(MetricName name) {
        return name.group().equals("producer-topic-metrics") && name.name().equals("byte-total");
    }

    /** As one line of text. */
    String text() {
        return "written " + steppedBytes
                + changelogBytes.entrySet().stream()
                        .map(store -> " " + store.getKey() + "=" + store.getValue())
                        .collect(Collectors.joining());
    }

    /** What {@link #text} says after its first word. */
    static Written parse(String text) {
        String[] words = text.split(" ");
        Map<String, Long> bytes = new TreeMap<>();
        for (int i = 1; i < words.length; i++) {
            String[] store = words[i].split("=");
            bytes.put(store[0], Long.parseLong(store[1]));
        }
        return new Written(Long.parseLong(words[0]), bytes);
    }

    /** Changelog bytes per byte of gradients since then, by state store. */
    Map<String, Double> perGradientByte(Written before) {
        Map<String, Double> shares = new TreeMap<>();
        double gradients = steppedBytes - before.steppedBytes;
        changelogBytes.forEach((store, bytes) ->
                shares.put(store, (bytes - before.changelogBytes.getOrDefault(store, 0L)) / gradients));
        return shares;
    }
}
