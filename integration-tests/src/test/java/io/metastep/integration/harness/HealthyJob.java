package io.metastep.integration.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;

/** A job that does everything right and checks every answer against the same optimizer in process, bit for bit. */
public final class HealthyJob {
    private static final int COORDINATES = 37;

    private final RawJob job;
    private final String optimizer;
    private final InProcessBlock expected;
    private long step;

    public HealthyJob(RawJob job, OptimizerFile optimizer) {
        this.job = job;
        this.optimizer = optimizer.reference();
        this.expected = new InProcessBlock(optimizer);
    }

    public RawJob job() {
        return job;
    }

    /** Sends the next gradient. */
    public GradientBlock send() {
        step++;
        GradientBlock gradient = next();
        job.send(gradient);
        return gradient;
    }

    /** The next gradient, counted as sent. */
    private GradientBlock next() {
        return job.gradient(step, Noise.of(job.jobId().hashCode(), step, COORDINATES));
    }

    /** Waits for the answer to the gradient and checks it. */
    public void check(GradientBlock sent) {
        UpdateBlock update = job.update(sent.getStep());
        assertThat(update.getAction()).isEqualTo(UpdateAction.APPLY);
        assertThat(update.getOptimizer()).isEqualTo(optimizer);
        assertThat(update.getMemoryAge()).isEqualTo(sent.getStep());
        assertThat(update.getValues())
                .as("update of %s at step %s", job, sent.getStep())
                .isEqualTo(expected.update(sent));
    }

    /** One step and its check. */
    public void step() {
        check(send());
    }
}
