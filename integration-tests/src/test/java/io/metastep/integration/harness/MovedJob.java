package io.metastep.integration.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.UpdateBlock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A job on a channel whose version moves under it. Checks that the version changes between unrolls only, and that each
 * update has the bits of the version that it names, on a memory that went on.
 */
public final class MovedJob {
    private static final int COORDINATES = 33;

    private final RawJob job;
    private final int unrollLength;
    private final Map<String, OptimizerFile> versions;
    private final InProcessBlock expected;
    private @Nullable String version;
    private long step;

    /** A job whose channel names the first of the versions. */
    public MovedJob(RawJob job, int unrollLength, List<OptimizerFile> versions) {
        this.job = job;
        this.unrollLength = unrollLength;
        this.versions = versions.stream().collect(Collectors.toMap(OptimizerFile::reference, Function.identity()));
        this.expected = new InProcessBlock(versions.get(0));
    }

    /** Takes that many steps. */
    public void steps(int count) {
        for (int i = 0; i < count; i++) {
            step();
        }
    }

    /** Takes steps until the version makes the updates. */
    public void stepsUntil(OptimizerFile wanted) {
        Await.until(job + " uses " + wanted.reference(), () -> step().equals(wanted.reference()), () -> version);
    }

    private String step() {
        step++;
        GradientBlock gradient = job.gradient(step, Noise.of(job.jobId().hashCode(), step, COORDINATES));
        job.send(gradient);
        check(gradient, job.update(step));
        return String.valueOf(version);
    }

    private void check(GradientBlock sent, UpdateBlock update) {
        if (!update.getOptimizer().equals(version)) {
            assertThat((step - 1) % unrollLength)
                    .as("step %s in its unroll", step)
                    .isZero();
            version = update.getOptimizer();
            expected.use(file(update.getOptimizer()));
        }
        assertThat(update.getMemoryAge()).isEqualTo(step);
        assertThat(update.getValues())
                .as("update of %s by %s at step %s", job, version, step)
                .isEqualTo(expected.update(sent));
    }

    private OptimizerFile file(String reference) {
        OptimizerFile file = versions.get(reference);
        if (file == null) {
            throw new AssertionError("An update by " + reference + ", which the job's channel never named");
        }
        return file;
    }
}
