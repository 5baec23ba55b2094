package io.metastep.metalearner;

import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.Unroll;
import org.jspecify.annotations.Nullable;

/**
 * One place in the meta-training: always holds a running job of its workload, replaced by a fresh one at its horizon or when
 * its loss runs away. All its randomness comes from its own seed, so threads do not matter.
 */
final class JobSlot implements AutoCloseable {
    private final RolloutSettings settings;
    private final Workload workload;
    private final Unroll unroll;
    private RandomStream random;
    private @Nullable TrainingJob job;

    JobSlot(RolloutSettings settings, Workload workload, long seed) {
        this.settings = settings;
        this.workload = workload;
        random = new RandomStream(seed);
        unroll = Unroll.of(settings.spec(), settings.spec().initialParameters(0));
    }

    /** Runs the job on until one more trajectory is complete, and differentiates it, all with the given meta-parameters. */
    SlotReport advance(MetaStep step) {
        Optimizer optimizer = Optimizers.of(settings.spec(), step.parameters());
        TrainingJob running = job == null ? start(optimizer, step) : job;
        boolean finished = running.run(optimizer, step.isImitation());
        Lesson lesson = running.take(optimizer, step.isImitation());
        if (finished) {
            close();
        }
        return lesson.trajectory().isFinite() ? differentiate(lesson, step, finished) : SlotReport.discarded();
    }

    private TrainingJob start(Optimizer optimizer, MetaStep step) {
        long taskSeed = random.nextLong();
        long rescalingSeed = workload.rescaling() > 0 ? random.nextLong() : 0;
        RandomStream sampling = random.split();
        var plan = new TrainingJob.Plan(taskSeed, rescalingSeed, horizon(step.progress()), step.isImitation());
        job = TrainingJob.start(settings, workload, plan, optimizer, sampling);
        return job;
    }

    private int horizon(double progress) {
        double limit = workload.horizonLimit(progress);
        return (int) Math.round(workload.shortest() * Math.pow(limit / workload.shortest(), random.nextDouble()));
    }

    private SlotReport differentiate(Lesson lesson, MetaStep step, boolean finished) {
        unroll.load(step.parameters());
        double[] gradient = MetaGradient.of(
                lesson.trajectory(), lesson.credits(), unroll, step.parameters().size());
        settings.scale().apply(gradient);
        double metaLoss = lesson.trajectory().metaLoss(settings.credits().lossFloor());
        return Double.isFinite(MetaGradient.norm(gradient))
                ? SlotReport.of(gradient, metaLoss, finished)
                : SlotReport.discarded();
    }

    void save(SnapshotOutput out) {
        random.save(out);
        out.flag(job != null);
        if (job != null) {
            job.save(out);
        }
    }

    void restore(SnapshotInput in) {
        close();
        random = RandomStream.restore(in);
        job = in.flag() ? TrainingJob.restore(settings, workload, in) : null;
    }

    @Override
    public void close() {
        if (job != null) {
            job.close();
            job = null;
        }
    }
}
