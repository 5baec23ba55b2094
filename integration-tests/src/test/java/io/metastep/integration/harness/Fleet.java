package io.metastep.integration.harness;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.UpdateBlock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Hand-made jobs whose gradients are a function of the step alone, so that what their updates must be is known whatever
 * happens to the application: those of an uninterrupted run in process.
 */
public final class Fleet {
    private final RawClient client;
    private final @Nullable OptimizerFile optimizer;
    private final List<RawJob> jobs;
    private final int coordinates;

    public Fleet(RawClient client, String name, OptimizerFile optimizer, int jobs, int coordinates) {
        this(
                client,
                optimizer,
                IntStream.range(0, jobs)
                        .mapToObj(i -> client.job(name + "-" + i, optimizer.reference()))
                        .toList(),
                coordinates);
    }

    /** Jobs that are spread over all partitions in turn, on a version or a channel; their losses fall whatever happens. */
    public static Fleet onAllPartitions(RawClient client, String name, String optimizer, int jobs, int coordinates) {
        return new Fleet(
                client,
                null,
                IntStream.range(0, jobs)
                        .mapToObj(i -> client.jobAt(i % client.partitions(), name + "-" + i, optimizer))
                        .toList(),
                coordinates);
    }

    /** One job on each partition. */
    public static Fleet onEachPartition(RawClient client, String name, OptimizerFile optimizer, int coordinates) {
        return new Fleet(
                client,
                optimizer,
                IntStream.range(0, client.partitions())
                        .mapToObj(partition -> client.jobAt(partition, name, optimizer.reference()))
                        .toList(),
                coordinates);
    }

    private Fleet(RawClient client, @Nullable OptimizerFile optimizer, List<RawJob> jobs, int coordinates) {
        this.client = client;
        this.optimizer = optimizer;
        this.jobs = jobs;
        this.coordinates = coordinates;
    }

    /** Sends the steps {@code from} to {@code to}, both included, of all jobs, without waiting for answers. */
    public void send(long from, long to) {
        LongStream.rangeClosed(from, to).forEach(step -> jobs.forEach(job -> job.post(gradient(job, step))));
        client.flush();
    }

    /** Waits until all jobs have an answer for the step. */
    public void await(long step) {
        jobs.forEach(job -> job.update(step));
    }

    private GradientBlock gradient(RawJob job, long step) {
        float[] values = Noise.of(job.jobId().hashCode(), step, coordinates);
        return optimizer == null
                ? job.gradient(step, values, gradient -> gradient.setLoss(1.0 / (1 + step)))
                : job.gradient(step, values);
    }

    /** Every job has exactly one update for each of the steps 1 to {@code last}, in order, with the bits of the run in process. */
    public void assertOneUpdatePerStepAsIfNeverStopped(long last) {
        Map<String, List<UpdateBlock>> updates = client.updates().stream().collect(groupingBy(UpdateBlock::getJobId));
        assertThat(jobs)
                .allSatisfy(job -> assertAsIfNeverStopped(job, updates.getOrDefault(job.jobId(), List.of()), last));
    }

    private void assertAsIfNeverStopped(RawJob job, List<UpdateBlock> updates, long last) {
        InProcessBlock expected = new InProcessBlock(Objects.requireNonNull(optimizer));
        assertThat(updates)
                .extracting(UpdateBlock::getStep)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, last).boxed().toList());
        assertThat(updates).allSatisfy(update -> {
            assertThat(update.getMemoryAge()).isEqualTo(update.getStep());
            assertThat(update.getValues())
                    .as("update of %s at step %s", job, update.getStep())
                    .isEqualTo(expected.update(gradient(job, update.getStep())));
        });
    }
}
