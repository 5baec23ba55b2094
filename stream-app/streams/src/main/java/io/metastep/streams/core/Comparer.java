package io.metastep.streams.core;

import io.metastep.schemas.StepComparison;
import org.jspecify.annotations.Nullable;

/**
 * Compares the step that a block's optimizer would have taken with the one that its shadowing job took, as soon as the job
 * tells which.
 *
 * <p>What it needs of the optimizer's step, that is the gradient and the update, belongs to the block and its snapshots, and the
 * sums are taken in the order of the coordinates: a comparison whose two records span a crash has the same bits as without.
 */
final class Comparer {
    private @Nullable StepComparison comparison;

    /** What was compared since the last call, if anything. */
    // Hot path: per record.
    @Nullable
    StepComparison take() {
        StepComparison taken = comparison;
        comparison = null;
        return taken;
    }

    /**
     * Compares at the block's last step, which the job showed.
     *
     * @param applied the update that the job applied there, before scaling, finite, [coordinates]; may be longer
     * @param workload the job's tag
     */
    void compare(LiveBlock block, float[] applied, String workload) {
        Memory memory = block.requireMemory();
        float[] gradient = memory.shownGradient();
        float[] learned = memory.update();
        double scale = block.answerScale;
        double learnedApplied = 0;
        double learnedSquared = 0;
        double appliedSquared = 0;
        double gradientLearned = 0;
        double gradientApplied = 0;
        for (int i = 0; i < learned.length; i++) {
            double l = scale * learned[i];
            double a = scale * applied[i];
            learnedApplied += l * a;
            learnedSquared += l * l;
            appliedSquared += a * a;
            gradientLearned += gradient[i] * l;
            gradientApplied += gradient[i] * a;
        }
        comparison = new StepComparison(
                block.key.jobId(),
                block.attempt,
                block.key.tensor(),
                block.key.block(),
                block.lastStep,
                workload,
                memory.version(),
                block.age,
                learned.length,
                learnedApplied,
                learnedSquared,
                appliedSquared,
                gradientLearned,
                gradientApplied);
    }
}
