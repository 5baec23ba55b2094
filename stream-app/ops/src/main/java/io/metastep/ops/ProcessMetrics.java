package io.metastep.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** What is measured of a process: the JVM, and our own metrics. */
public final class ProcessMetrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    public ProcessMetrics() {
        this(List.of());
    }

    /** Filters see what is registered after them alone. */
    ProcessMetrics(List<MeterFilter> filters) {
        filters.forEach(registry.config()::meterFilter);
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** Measures these too. The source stays as long as this. */
    public <S> void bind(List<OwnMetric<S>> metrics, S source) {
        metrics.forEach(metric -> bind(metric, source));
    }

    private <S> void bind(OwnMetric<S> metric, S source) {
        Tags tags = metric.reason().isEmpty() ? Tags.empty() : Tags.of("reason", metric.reason());
        switch (metric.type()) {
            case COUNTER ->
                FunctionCounter.builder(metric.name(), source, metric.reading())
                        .description(metric.meaning())
                        .tags(tags)
                        .register(registry);
            case GAUGE ->
                Gauge.builder(metric.name(), source, metric.reading())
                        .strongReference(true)
                        .description(metric.meaning())
                        .tags(tags)
                        .register(registry);
        }
    }

    MeterRegistry registry() {
        return registry;
    }

    /** All of them in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
