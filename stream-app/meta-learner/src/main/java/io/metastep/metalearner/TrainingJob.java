package io.metastep.metalearner;

import io.metastep.optimizees.Optimizee;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.Optimizers;
import org.jspecify.annotations.Nullable;

/** A job that meta-training runs: an optimizee in training, cut into trajectories, until its horizon. */
final class TrainingJob implements AutoCloseable {
    private static final double RUN_AWAY = 1e3;

    private final RolloutSettings settings;
    private final Plan plan;
    private final InnerLoop loop;
    private final TrajectoryRecorder recorder;
    private final Course course = new Course(); // empty unless the response is probed
    private final @Nullable Teacher teacher; // imitation is how training begins, so who needs one has one

    /**
     * What a job was drawn to be.
     *
     * @param taskSeed which member of the task
     * @param rescalingSeed which scales and signs of coordinates, if any
     * @param horizon steps
     * @param isTaught whether it begins with a teacher
     */
    record Plan(long taskSeed, long rescalingSeed, int horizon, boolean isTaught) {
        void save(SnapshotOutput out) {
            out.number(taskSeed);
            out.number(rescalingSeed);
            out.integer(horizon);
            out.flag(isTaught);
        }

        static Plan restore(SnapshotInput in) {
            return new Plan(in.number(), in.number(), in.integer(), in.flag());
        }
    }

    private TrainingJob(
            RolloutSettings settings, Workload workload, Plan plan, Optimizer optimizer, TrajectoryRecorder recorder) {
        this.settings = settings;
        this.plan = plan;
        this.recorder = recorder;
        Optimizee optimizee = open(workload, plan);
        loop = new InnerLoop(optimizee, optimizer);
        teacher = plan.isTaught ? new Teacher(settings.imitation(), optimizee.tensors()) : null;
    }

    private static Optimizee open(Workload workload, Plan plan) {
        Optimizee optimizee = workload.task().open(plan.taskSeed);
        return workload.rescaling() > 0
                ? new RescaledOptimizee(optimizee, workload.rescaling(), plan.rescalingSeed)
                : optimizee;
    }

    /** A fresh job. */
    static TrainingJob start(
            RolloutSettings settings, Workload workload, Plan plan, Optimizer optimizer, RandomStream sampling) {
        var recorder = new TrajectoryRecorder(settings.unroll(), settings.tail(), settings.coordinates(), sampling);
        return new TrainingJob(settings, workload, plan, optimizer, recorder);
    }

    /** Runs on until one more trajectory is complete; returns whether the job is over. */
    boolean run(Optimizer optimizer, boolean isImitation) {
        while (!recorder.isComplete()) {
            double loss = loop.observe();
            recorder.log(loss, loop.gradients(), loop.states());
            if (loop.step() > 0 && (loop.step() >= plan.horizon || !(loss < RUN_AWAY * recorder.initialLoss()))) {
                note(loop.step(), Flat.of(loop.parameters()), new float[0][]);
                return true;
            }
            advance(optimizer, isImitation);
        }
        return false;
    }

    private void advance(Optimizer optimizer, boolean isImitation) {
        long step = loop.step();
        float[] parameters = isProbed() ? Flat.of(loop.parameters()) : new float[0];
        update(optimizer, isImitation);
        note(step, parameters, loop.updates());
    }

    private void note(long step, float[] parameters, float[][] updates) {
        if (isProbed()) {
            course.log(step, recorder.smoothed(), parameters, loop.gradients(), updates);
        }
    }

    private boolean isProbed() {
        return settings.response() == Response.PROBED;
    }

    private void update(Optimizer optimizer, boolean isImitation) {
        if (isImitation && teacher != null) {
            loop.follow(optimizer, teacher);
            recorder.logUpdates(loop.updates());
        } else {
            loop.advance(optimizer);
        }
    }

    /**
     * The unroll that is complete, or as far as it got, with its credits.
     *
     * @param optimizer the one that the job ran with last, today's
     */
    Lesson take(Optimizer optimizer, boolean isImitation) {
        CoordinateSample sample = recorder.sample();
        Trajectory trajectory = recorder.take();
        var lesson = new Lesson(trajectory, credits(trajectory, sample, optimizer, isImitation));
        course.forget(settings.unroll());
        return lesson;
    }

    private float[][] credits(
            Trajectory trajectory, CoordinateSample sample, Optimizer optimizer, boolean isImitation) {
        if (isImitation) {
            return Imitation.credits(trajectory, optimizer);
        }
        return isProbed()
                ? probed(sample, trajectory.unroll())
                : settings.credits().of(trajectory);
    }

    private float[][] probed(CoordinateSample sample, int unroll) {
        var credits = new ProbedCredits(
                settings.credits(),
                loop::probe,
                course.steps(),
                recorder.initialLoss(),
                loop.newArrays(),
                loop.newArrays());
        return credits.of(sample, unroll);
    }

    void save(SnapshotOutput out) {
        plan.save(out);
        recorder.save(out);
        course.save(out);
        loop.save(out);
        if (teacher != null) {
            teacher.save(out);
        }
    }

    static TrainingJob restore(RolloutSettings settings, Workload workload, SnapshotInput in) {
        Plan plan = Plan.restore(in);
        var recorder = TrajectoryRecorder.restore(settings.unroll(), settings.tail(), settings.coordinates(), in);
        Optimizer optimizer =
                Optimizers.of(settings.spec(), settings.spec().initialParameters(0)); // for its shape only
        var job = new TrainingJob(settings, workload, plan, optimizer, recorder);
        job.course.restore(in);
        job.loop.restore(in);
        if (job.teacher != null) {
            job.teacher.restore(in);
        }
        return job;
    }

    @Override
    public void close() {
        loop.close();
    }
}
