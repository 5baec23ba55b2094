package io.metastep.streams.status;

import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.CumulativeCount;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts records of {@code activity} that could not be read; the first is logged. One thread. */
public final class SkippedActivity implements AutoCloseable {
    /** Not that of the tasks of gradients: each of those has all numbers of the instance. */
    public static final String GROUP = "metastep-status-metrics";

    public static final String METRIC = "activity-skipped-total";
    public static final String MEANING = "Records of activity that could not be read and were passed over.";

    private static final Logger LOG = LoggerFactory.getLogger(SkippedActivity.class);

    private final StreamsMetrics metrics;
    private final Sensor sensor;
    private boolean isLogged;

    private SkippedActivity(StreamsMetrics metrics, Sensor sensor) {
        this.metrics = metrics;
        this.sensor = sensor;
    }

    static SkippedActivity register(ProcessorContext<?, ?> context) {
        String task = context.taskId().toString();
        Sensor sensor = context.metrics().addSensor(GROUP + "." + METRIC + "." + task, Sensor.RecordingLevel.INFO);
        sensor.add(new MetricName(METRIC, GROUP, MEANING, Map.of("task-id", task)), new CumulativeCount());
        return new SkippedActivity(context.metrics(), sensor);
    }

    void add(Exception cause) {
        sensor.record();
        if (!isLogged) {
            isLogged = true;
            LOG.atWarn()
                    .setCause(cause)
                    .log("Unreadable record on the activity topic; passed over, as those that follow. Only the"
                            + " application may write there");
        }
    }

    @Override
    public void close() {
        metrics.removeSensor(sensor);
    }
}
