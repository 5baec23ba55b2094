package io.metastep.streams;

import io.metastep.streams.core.Counters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.MeasurableStat;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Shows the instance's counters among the metrics of Kafka Streams, group {@code metastep-metrics}. */
final class TaskMetrics implements AutoCloseable {
    static final String GROUP = "metastep-metrics";

    private final StreamsMetrics metrics;
    private final List<Sensor> sensors = new ArrayList<>();

    private TaskMetrics(StreamsMetrics metrics) {
        this.metrics = metrics;
    }

    static TaskMetrics register(ProcessorContext<?, ?> context, Environment environment) {
        TaskMetrics registered = new TaskMetrics(context.metrics());
        String task = context.taskId().toString();
        for (Counters.Event event : Counters.Event.values()) {
            String name = event.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-total";
            registered.add(name, event.meaning(), task, environment, e -> e.instance()
                    .counters()
                    .count(event));
        }
        registered.add("live-bytes", "Bytes of live memory.", task, environment, e -> e.instance()
                .budget()
                .used());
        registered.add(
                "state-bytes",
                "Bytes of optimizer state, in memory and written out.",
                task,
                environment,
                e -> e.instance().limits().used());
        return registered;
    }

    private void add(
            String name, String meaning, String task, Environment environment, ToLongFunction<Environment> reading) {
        Sensor sensor = metrics.addSensor(GROUP + "." + name + "." + task, Sensor.RecordingLevel.INFO);
        sensor.add(new MetricName(name, GROUP, meaning, Map.of("task-id", task)), new Gauge(environment, reading));
        sensors.add(sensor);
    }

    @Override
    public void close() {
        sensors.forEach(metrics::removeSensor);
    }

    /** Reads a number when asked. */
    private record Gauge(Environment environment, ToLongFunction<Environment> reading) implements MeasurableStat {
        @Override
        public void record(MetricConfig config, double value, long timeMs) {
            // Nothing is recorded, the counters count.
        }

        @Override
        public double measure(MetricConfig config, long now) {
            return reading.applyAsLong(environment);
        }
    }
}
