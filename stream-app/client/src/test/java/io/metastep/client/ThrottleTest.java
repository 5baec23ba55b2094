package io.metastep.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Max;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On sensors like those of Kafka's clients. */
class ThrottleTest {
    private final Metrics metrics = new Metrics();
    private final TestClock clock = new TestClock();
    private final Sensor produce = sensor(Throttle.PRODUCE, "producer-metrics");
    private final Sensor fetch = sensor(Throttle.FETCH, "consumer-fetch-manager-metrics");

    private Sensor sensor(String name, String group) {
        Sensor sensor = metrics.sensor(name);
        sensor.add(metrics.metricName(name, group), new Max());
        return sensor;
    }

    private Throttle throttle() {
        return new Throttle(metrics::metrics, metrics::metrics, clock);
    }

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void nothingWasMeasuredYetOrNoWaitWasNeeded() {
        Throttle throttle = throttle();
        assertThat(throttle.longest()).isZero();
        produce.record(0);
        assertThat(throttle.longest()).isZero();
    }

    @Test
    void writingAndReadingCountAndTheLongestIsKept() {
        Throttle throttle = throttle();
        produce.record(1_250);
        assertThat(throttle.longest()).isEqualTo(Duration.ofMillis(1_250));
        fetch.record(2_000);
        assertThat(throttle.longest()).isEqualTo(Duration.ofSeconds(2));
        metrics.removeSensor(Throttle.FETCH);
        assertThat(throttle.longest()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whatPassesIsSeenWithinASecond() {
        Throttle throttle = throttle();
        produce.record(40);
        clock.pass(Duration.ofSeconds(1));
        throttle.onTime();
        metrics.removeSensor(Throttle.PRODUCE);
        assertThat(throttle.longest()).isEqualTo(Duration.ofMillis(40));
    }

    @Test
    void nobodyLooksMoreOftenThanOnceASecond() {
        Throttle throttle = throttle();
        produce.record(40);
        clock.pass(Duration.ofMillis(999));
        throttle.onTime();
        metrics.removeSensor(Throttle.PRODUCE);
        assertThat(throttle.longest()).isZero();
    }
}
