package io.metastep.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class StoreTagsTest {
    @Test
    void storesOfDifferentKindsShareAMetric() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(new StoreTags());
        count(registry, "rocksdb.state.id", "snapshots");
        count(registry, "in.memory.state.id", "position");
        assertThat(registry.scrape())
                .contains("kafka_stream_state_put_total{store=\"snapshots\"}")
                .contains("kafka_stream_state_put_total{store=\"position\"}");
    }

    private static void count(MeterRegistry registry, String kind, String store) {
        registry.counter("kafka.stream.state.put.total", kind, store).increment();
    }
}
