package io.metastep.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetGaugesTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final FleetGauges gauges = new FleetGauges(registry);

    @Test
    void whatIsNotReadAnyMoreIsGone() {
        gauges.set(List.of(
                new FleetReading(FleetMetric.OPTIMIZER_JOBS, "universal@3", 2),
                new FleetReading(FleetMetric.SNAPSHOT_AGE_SECONDS, "", 7)));
        assertThat(registry.scrape())
                .contains(
                        "metastep_fleet_optimizer_jobs{optimizer=\"universal@3\"} 2.0",
                        "metastep_fleet_snapshot_age_seconds 7.0");
        gauges.set(List.of(new FleetReading(FleetMetric.OPTIMIZER_JOBS, "universal@4", 1)));
        assertThat(registry.scrape())
                .contains("metastep_fleet_optimizer_jobs{optimizer=\"universal@4\"} 1.0")
                .doesNotContain("universal@3", "snapshot_age");
    }
}
