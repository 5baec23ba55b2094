package io.metastep.streams.status;

import io.metastep.schemas.JobActivity;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import org.HdrHistogram.Histogram;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest activity of each job and partition, and says once a second what the jobs with news are at. What it cannot read
 * it passes over and counts: no record of {@code activity} stops the thread.
 */
public final class StatusProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    /** The store: under {@code jobId/partition} the job's newest activity there, with the broker's time of it. */
    public static final String PARTS = "parts";

    private final Wire<JobActivity> wire = Wire.activities();
    private @Nullable FreshParts parts;
    private @Nullable SkippedActivity skipped;

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        FreshParts begun = new FreshParts(context.getStateStore(PARTS));
        parts = begun;
        skipped = SkippedActivity.register(context);
        context.schedule(
                FreshParts.ROUND,
                PunctuationType.WALL_CLOCK_TIME,
                now -> begun.report((key, status) -> context.forward(new Record<>(key, status, now))));
    }

    @Override
    public void process(Record<byte[], byte[]> logged) {
        if (parts == null || skipped == null) {
            throw new IllegalStateException("The processor is not initialized");
        }
        try {
            JobActivity activity = wire.decode(logged.value());
            Latencies.decode(activity.getLatencies(), new Histogram(1));
            parts.put(activity, logged.value(), logged.timestamp());
        } catch (WireException | IllegalArgumentException e) {
            skipped.add(e);
        }
    }

    @Override
    public void close() {
        parts = null;
        if (skipped != null) {
            skipped.close();
            skipped = null;
        }
    }
}
