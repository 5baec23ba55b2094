package io.metastep.metalearner;

import io.metastep.optimizees.Optimizee;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.Unroll;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One place in the meta-training: always holds a running job of its workload, replaced by a fresh one at its horizon or when
 * its loss runs away. All its randomness comes from its own seed, so threads do not matter.
 */
final class JobSlot implements AutoCloseable {
    private static final double RUN_AWAY = 1e3;

    private final MetaTrainingSettings settings;
    private final Workload workload;
    private final SplittableRandom random;
    private final Unroll unroll;
    private @Nullable Job job;

    JobSlot(MetaTrainingSettings settings, Workload workload, long seed) {
        this.settings = settings;
        this.workload = workload;
        random = new SplittableRandom(seed);
        unroll = Unroll.of(settings.spec(), settings.spec().initialParameters(0));
    }

    /** Runs the job on until one more trajectory is complete, and differentiates it, all with the given meta-parameters. */
    SlotReport advance(MetaStep step) {
        Optimizer optimizer = Optimizers.of(settings.spec(), step.parameters());
        Job running = job == null ? start(optimizer, step) : job;
        boolean finished = running.run(optimizer, step.isImitation());
        Trajectory trajectory = running.recorder.take();
        if (finished) {
            close();
        }
        return trajectory.isFinite() ? differentiate(trajectory, step, optimizer, finished) : SlotReport.discarded();
    }

    private Job start(Optimizer optimizer, MetaStep step) {
        Optimizee optimizee = workload.task().open(random.nextLong());
        if (workload.rescaling() > 0) {
            optimizee = new RescaledOptimizee(optimizee, workload.rescaling(), random.nextLong());
        }
        var recorder =
                new TrajectoryRecorder(settings.unroll(), settings.tail(), settings.coordinates(), random.split());
        job = new Job(
                new InnerLoop(optimizee, optimizer),
                step.isImitation() ? new Teacher(settings.imitation(), optimizee.tensors()) : null,
                recorder,
                horizon(step.progress()));
        return job;
    }

    private int horizon(double progress) {
        double limit = workload.horizonLimit(progress);
        return (int) Math.round(workload.shortest() * Math.pow(limit / workload.shortest(), random.nextDouble()));
    }

    private SlotReport differentiate(Trajectory trajectory, MetaStep step, Optimizer optimizer, boolean finished) {
        unroll.load(step.parameters());
        float[][] credits = step.isImitation()
                ? Imitation.credits(trajectory, optimizer)
                : settings.credits().of(trajectory);
        double[] gradient =
                MetaGradient.of(trajectory, credits, unroll, step.parameters().size());
        MetaGradient.normalize(gradient);
        return Double.isFinite(MetaGradient.norm(gradient))
                ? SlotReport.of(gradient, trajectory.metaLoss(settings.credits().lossFloor()), finished)
                : SlotReport.discarded();
    }

    @Override
    public void close() {
        if (job != null) {
            job.loop.close();
            job = null;
        }
    }

    private static final class Job {
        private final InnerLoop loop;
        private final @Nullable Teacher teacher; // imitation is how training begins, so who needs one has one
        private final TrajectoryRecorder recorder;
        private final int horizon;

        Job(InnerLoop loop, @Nullable Teacher teacher, TrajectoryRecorder recorder, int horizon) {
            this.loop = loop;
            this.teacher = teacher;
            this.recorder = recorder;
            this.horizon = horizon;
        }

        /** Returns whether the job is over. */
        boolean run(Optimizer optimizer, boolean isImitation) {
            while (!recorder.isComplete()) {
                double loss = loop.observe();
                recorder.log(loss, loop.gradients(), loop.states());
                if (loop.step() > 0 && (loop.step() >= horizon || !(loss < RUN_AWAY * recorder.initialLoss()))) {
                    return true;
                }
                advance(optimizer, isImitation);
            }
            return false;
        }

        private void advance(Optimizer optimizer, boolean isImitation) {
            if (isImitation && teacher != null) {
                loop.follow(optimizer, teacher);
                recorder.logUpdates(loop.updates());
            } else {
                loop.advance(optimizer);
            }
        }
    }
}
