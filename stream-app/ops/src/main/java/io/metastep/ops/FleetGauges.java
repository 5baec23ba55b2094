package io.metastep.ops;

import static java.util.stream.Collectors.groupingBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The metrics of the fleet in a registry: what is not read any more is not measured any more. */
final class FleetGauges {
    private final Map<FleetMetric, MultiGauge> gauges = new EnumMap<>(FleetMetric.class);

    FleetGauges(MeterRegistry registry) {
        for (FleetMetric metric : FleetMetric.values()) {
            gauges.put(
                    metric,
                    MultiGauge.builder(metric.metricName())
                            .description(metric.meaning())
                            .register(registry));
        }
    }

    void set(List<FleetReading> readings) {
        Map<FleetMetric, List<FleetReading>> byMetric = readings.stream().collect(groupingBy(FleetReading::metric));
        gauges.forEach((metric, gauge) -> gauge.register(rows(byMetric.getOrDefault(metric, List.of())), true));
    }

    private static List<Row<?>> rows(List<FleetReading> readings) {
        return readings.stream().<Row<?>>map(FleetGauges::row).toList();
    }

    private static Row<?> row(FleetReading reading) {
        String label = reading.metric().label();
        return Row.of(label.isEmpty() ? Tags.empty() : Tags.of(label, reading.label()), reading.value());
    }
}
