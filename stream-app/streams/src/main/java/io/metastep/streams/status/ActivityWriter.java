package io.metastep.streams.status;

import io.metastep.schemas.JobActivity;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import io.metastep.schemas.Wire;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;

/** Says what happened to the jobs of one partition of gradients. One thread. */
public final class ActivityWriter {
    private final String instance;
    private final int partition;
    private final InstantSource clock;
    private final Wire<JobActivity> wire = Wire.activities();
    private final Latencies latencies = new Latencies();

    /**
     * A writer.
     *
     * @param instance name of the instance that owns the partition
     * @param clock what latencies are measured by
     */
    public ActivityWriter(String instance, int partition, InstantSource clock) {
        this.instance = instance;
        this.partition = partition;
        this.clock = clock;
    }

    /**
     * A gradient was answered.
     *
     * @param logged broker's time of the gradient, milliseconds since 1970-01-01 UTC
     */
    // Hot path: per record.
    public void answered(UpdateBlock update, long logged) {
        if (update.getAction() != UpdateAction.REJECTED) {
            latencies.add(update.getJobId(), clock.millis() - logged);
        }
    }

    /**
     * Writes down what the core tells.
     *
     * @param news of jobs, without partition, instance and latencies
     * @param sink takes a job id and the bytes of its {@link JobActivity}
     */
    public void write(List<JobActivity.Builder> news, BiConsumer<String, byte[]> sink) {
        for (JobActivity.Builder job : news) {
            JobActivity activity = job.setPartition(partition)
                    .setInstance(instance)
                    .setLatencies(latencies.encode(job.getJobId()))
                    .build();
            sink.accept(activity.getJobId(), wire.encode(activity));
        }
        latencies.forgetRecent();
    }
}
