package io.metastep.metalearner;

import io.metastep.optimizer.BlockState;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a running job into trajectories: every unroll steps it samples coordinates and notes their memory, and when the credit
 * tail beyond the unroll is there, the trajectory is complete. Consecutive trajectories overlap by the tail.
 */
final class TrajectoryRecorder {
    private final int unroll;
    private final int tail;
    private final int wanted;
    private final RandomStream random;
    private final LossSmoothing smoothing = new LossSmoothing();
    private final List<Open> open = new ArrayList<>();
    private long step;
    private double lastSmoothed = Double.NaN; // of the step at hand, so no part of a snapshot

    TrajectoryRecorder(int unroll, int tail, int wanted, RandomStream random) {
        this.unroll = unroll;
        this.tail = tail;
        this.wanted = wanted;
        this.random = random;
    }

    /**
     * Logs one step, before its update.
     *
     * @param states memory before the update, one per tensor
     */
    void log(double loss, float[][] gradients, BlockState[] states) {
        if (step++ % unroll == 0) {
            CoordinateSample sample = CoordinateSample.draw(states, wanted, random);
            open.add(new Open(sample, sample.gather(states)));
        }
        lastSmoothed = smoothing.next(loss);
        open.forEach(trajectory -> trajectory.log(loss, lastSmoothed, gradients));
    }

    /** F_t of the step that was logged last. */
    double smoothed() {
        return lastSmoothed;
    }

    /** The coordinates of the oldest trajectory, which {@link #take} takes. */
    CoordinateSample sample() {
        return open.get(0).sample;
    }

    /** Logs the updates that were applied after the last step, for trajectories that need them. */
    void logUpdates(float[][] updates) {
        open.forEach(trajectory -> trajectory.logUpdates(updates));
    }

    /** Whether a trajectory with its whole tail is there. */
    boolean isComplete() {
        return !open.isEmpty() && open.get(0).steps() >= unroll + Math.max(1, tail);
    }

    /** The oldest trajectory, complete or (at the end of a job) as it is; needs two logged steps. */
    Trajectory take() {
        return open.remove(0).close();
    }

    void save(SnapshotOutput out) {
        random.save(out);
        smoothing.save(out);
        out.number(step);
        out.list(open, trajectory -> trajectory.save(out));
    }

    static TrajectoryRecorder restore(int unroll, int tail, int wanted, SnapshotInput in) {
        var recorder = new TrajectoryRecorder(unroll, tail, wanted, RandomStream.restore(in));
        recorder.smoothing.restore(in);
        recorder.step = in.number();
        recorder.open.addAll(in.list(() -> recorder.restoreOpen(in)));
        return recorder;
    }

    private Open restoreOpen(SnapshotInput in) {
        var trajectory = new Open(CoordinateSample.restore(in), in.state());
        trajectory.gradients.addAll(in.list(in::floats));
        trajectory.losses.addAll(in.list(in::real));
        trajectory.smoothed.addAll(in.list(in::real));
        trajectory.updates.addAll(in.list(in::floats));
        return trajectory;
    }

    double initialLoss() {
        return smoothing.initial();
    }

    private final class Open {
        private final CoordinateSample sample;
        private final BlockState start;
        private final List<float[]> gradients = new ArrayList<>();
        private final List<Double> losses = new ArrayList<>();
        private final List<Double> smoothed = new ArrayList<>();
        private final List<float[]> updates = new ArrayList<>();

        Open(CoordinateSample sample, BlockState start) {
            this.sample = sample;
            this.start = start;
        }

        int steps() {
            return losses.size();
        }

        void log(double loss, double smoothedLoss, float[][] arrays) {
            gradients.add(sample.gather(arrays));
            losses.add(loss);
            smoothed.add(smoothedLoss);
        }

        void logUpdates(float[][] arrays) {
            updates.add(sample.gather(arrays));
        }

        void save(SnapshotOutput out) {
            sample.save(out);
            out.state(start);
            out.list(gradients, out::floats);
            out.list(losses, out::real);
            out.list(smoothed, out::real);
            out.list(updates, out::floats);
        }

        Trajectory close() {
            return new Trajectory(
                    start,
                    sample.inclusion(),
                    gradients.toArray(float[][]::new),
                    losses.stream().mapToDouble(Double::doubleValue).toArray(),
                    smoothed.stream().mapToDouble(Double::doubleValue).toArray(),
                    initialLoss(),
                    AppliedUpdates.asTheyAre(Math.min(unroll, steps() - 1), steps())
                            .logged(updates.toArray(float[][]::new)));
        }
    }
}
