package io.metastep.ops;

import io.metastep.streams.MetastepApplication;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.List;
import java.util.function.Supplier;

/** Everything that can be measured of one instance: our own metrics, those of Kafka Streams and its clients, the JVM's; and the fleet's. */
public final class InstanceMetrics implements AutoCloseable {
    private final ProcessMetrics process =
            new ProcessMetrics(List.of(MeterFilter.denyNameStartsWith("kafka.metastep"), new StoreTags()));
    private final KafkaStreamsMetrics streams;
    private final FleetGauges fleetGauges = new FleetGauges(process.registry());
    private final Supplier<List<FleetReading>> fleet;

    /** @param fleet what the metrics of the fleet are now */
    public InstanceMetrics(MetastepApplication application, Supplier<List<FleetReading>> fleet) {
        this.fleet = fleet;
        streams = new KafkaStreamsMetrics(application.streams());
        process.bind(MetricCatalogue.ALL, application);
        streams.bindTo(process.registry());
    }

    /** All of them in Prometheus' text format. */
    public String scrape() {
        fleetGauges.set(fleet.get());
        return process.scrape();
    }

    @Override
    public void close() {
        streams.close();
        process.close();
    }
}
