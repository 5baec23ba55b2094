package io.metastep.client;

import io.metastep.schemas.TimeSpan;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * How long brokers make this client wait because its user writes or reads more than a quota allows. Said once, when it begins. Usable
 * from any thread.
 */
final class Throttle {
    static final String PRODUCE = "produce-throttle-time-max";
    static final String FETCH = "fetch-throttle-time-max";

    private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<Map<MetricName, ? extends Metric>> producer;
    private final Supplier<Map<MetricName, ? extends Metric>> consumer;
    private final LongSupplier nanoClock;
    private long lookedAt;
    private double longestMillis;

    /**
     * @param producer what the producer measures
     * @param consumer what the consumer measures
     */
    Throttle(
            Supplier<Map<MetricName, ? extends Metric>> producer,
            Supplier<Map<MetricName, ? extends Metric>> consumer,
            LongSupplier nanoClock) {
        this.producer = producer;
        this.consumer = consumer;
        this.nanoClock = nanoClock;
        this.lookedAt = nanoClock.getAsLong();
    }

    /** Looks, once a second. */
    synchronized void onTime() {
        long now = nanoClock.getAsLong();
        if (now - lookedAt >= LOOK_EVERY) {
            lookedAt = now;
            look();
        }
    }

    /** The longest wait at a time so far; zero if there was none. */
    synchronized Duration longest() {
        look();
        return Duration.ofMillis((long) longestMillis);
    }

    private void look() {
        double now = Math.max(millis(producer.get(), PRODUCE), millis(consumer.get(), FETCH));
        boolean isNew = longestMillis == 0 && now > 0;
        longestMillis = Math.max(longestMillis, now);
        if (isNew) {
            MetastepClient.LOG
                    .atWarn()
                    .addKeyValue("millis", (long) now)
                    .log(
                            "Brokers hold this client back, {} at a time by now: its user sends more than a quota allows. Nothing"
                                    + " is lost, steps take longer. Send less (BFLOAT16 halves it) or have the quota raised"
                                    + " (metastep topics acl --produce-rate)",
                            TimeSpan.of(Duration.ofMillis((long) now)));
        }
    }

    /** The metric of that name, 0 where there is none or it has no value yet. */
    private static double millis(Map<MetricName, ? extends Metric> metrics, String name) {
        return metrics.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name))
                .map(entry -> entry.getValue().metricValue())
                .mapToDouble(value -> value instanceof Double number && number > 0 ? number : 0)
                .max()
                .orElse(0);
    }
}
