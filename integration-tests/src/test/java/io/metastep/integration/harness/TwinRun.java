package io.metastep.integration.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.client.Gradients;
import io.metastep.client.Job;
import io.metastep.client.JobSpec;
import io.metastep.client.JobUpdate;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.UpdateAction;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * One task trained twice, through the pipeline and in process, with parameters of their own; all bits must agree. The losses that it
 * reports fall whatever happens, so that no guard steps in where the optimizer was never trained.
 */
public final class TwinRun {
    private final Job job;
    private final InProcessJob inProcess;
    private final Bowl piped;
    private final Bowl local;

    public TwinRun(Job job, JobSpec spec, OptimizerFile optimizer) {
        this(job, spec, new InProcessJob(spec, optimizer));
    }

    public TwinRun(Job job, JobSpec spec, InProcessJob inProcess) {
        this.job = job;
        this.inProcess = inProcess;
        piped = new Bowl(spec.jobId().hashCode(), spec.tensors());
        local = new Bowl(spec.jobId().hashCode(), spec.tensors());
    }

    /** Updates that one step makes. */
    public int blocks() {
        return inProcess.blocks();
    }

    public double loss() {
        return piped.loss();
    }

    /** One step in both worlds, waiting for the answer. */
    public void step() {
        stepAsync().join();
    }

    /** One step in both worlds; completes when they were compared. */
    public CompletableFuture<Void> stepAsync() {
        long step = job.nextStep();
        float[][] expected = inProcess.step(step, local.gradients(step));
        add(expected, local.parameters());
        return job.stepAsync(Gradients.of(piped.gradients(step)), 1.0 / (1 + step))
                .thenAccept(update -> compare(step, update, expected));
    }

    private void compare(long step, JobUpdate update, float[][] expected) {
        assertThat(update.action()).isEqualTo(UpdateAction.APPLY);
        assertThat(update.step()).isEqualTo(step);
        for (int t = 0; t < expected.length; t++) {
            assertThat(bits(update.values(t)))
                    .as("update of tensor %s of %s at step %s", t, job.jobId(), step)
                    .isEqualTo(bits(expected[t]));
        }
        update.applyTo(piped.parameters());
    }

    private static void add(float[][] update, float[][] parameters) {
        for (int t = 0; t < update.length; t++) {
            for (int i = 0; i < update[t].length; i++) {
                parameters[t][i] += update[t][i];
            }
        }
    }

    private static int[] bits(float[] values) {
        return IntStream.range(0, values.length)
                .map(i -> Float.floatToRawIntBits(values[i]))
                .toArray();
    }
}
