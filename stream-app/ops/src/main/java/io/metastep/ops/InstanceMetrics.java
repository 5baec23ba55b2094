package io.metastep.ops;

import io.metastep.streams.MetastepApplication;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.function.Supplier;

/** Everything that can be measured of one instance: our own metrics, those of Kafka Streams and its clients, the JVM's; and the fleet's. */
public final class InstanceMetrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final KafkaStreamsMetrics streams;
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final FleetGauges fleetGauges = new FleetGauges(registry);
    private final Supplier<List<FleetReading>> fleet;

    /** @param fleet what the metrics of the fleet are now */
    public InstanceMetrics(MetastepApplication application, Supplier<List<FleetReading>> fleet) {
        this.fleet = fleet;
        streams = new KafkaStreamsMetrics(application.streams());
        registry.config().meterFilter(MeterFilter.denyNameStartsWith("kafka.metastep"));
        registry.config().meterFilter(new StoreTags());
        MetricCatalogue.ALL.forEach(metric -> bind(metric, application));
        streams.bindTo(registry);
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    private void bind(OwnMetric metric, MetastepApplication application) {
        Tags tags = metric.tag().isEmpty() ? Tags.empty() : Tags.of("reason", metric.tag());
        switch (metric.type()) {
            case COUNTER ->
                FunctionCounter.builder(metric.name(), application, metric.reading())
                        .description(metric.meaning())
                        .tags(tags)
                        .register(registry);
            case GAUGE ->
                Gauge.builder(metric.name(), application, metric.reading())
                        .description(metric.meaning())
                        .tags(tags)
                        .register(registry);
        }
    }

    /** All of them in Prometheus' text format. */
    public String scrape() {
        fleetGauges.set(fleet.get());
        return registry.scrape();
    }

    @Override
    public void close() {
        streams.close();
        collections.close();
        registry.close();
    }
}
