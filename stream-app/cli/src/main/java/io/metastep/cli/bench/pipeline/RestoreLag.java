package io.metastep.cli.bench.pipeline;

import io.metastep.streams.MetastepApplication;
import org.apache.kafka.common.MetricName;

/** How many changelog records the copies of an instance are behind. */
final class RestoreLag {

    private RestoreLag() {}

    /** Of all changelog partitions that it reads, as Kafka's consumer says; -1 while it reads none. */
    static long of(MetastepApplication application) {
        double[] lags = application.metrics().entrySet().stream()
                .filter(metric -> isLag(metric.getKey()))
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
                .filter(Double::isFinite)
                .toArray();
        double sum = 0;
        for (double lag : lags) {
            sum += lag;
        }
        return lags.length == 0 ? -1 : (long) sum;
    }

    private static boolean isLag(MetricName name) {
        return name.name().equals("records-lag")
                && name.tags().getOrDefault("topic", "").endsWith("-changelog");
    }
}
