package io.metastep.metalearner.online;

import io.metastep.optimizees.Optimizee;
import io.metastep.optimizees.Task;
import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Optimizers;
import io.metastep.schemas.BlockKey;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.SegmentEnd;
import io.metastep.schemas.StepMask;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.TrajectoryStep;
import io.metastep.schemas.Wire;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A job in process that leaves the segments which the application would leave of it: one block per tensor. */
final class LiveJob implements AutoCloseable {
    static final int UNROLL = 20;
    static final int TAIL = 5;
    private final String jobId;
    private final String workload;
    private final double inclusion;
    private final SplittableRandom random;
    private final Optimizee optimizee;
    private final float[][] parameters;
    private final float[][] gradients;
    private final float[][] updates;
    private final List<BlockState> memory = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();
    private final Wire<TrajectorySegment> wire = Wire.trajectories();
    private double initial;
    private double smoothed;
    private int step;

    LiveJob(String jobId, String workload, Task task, long seed, double inclusion) {
        this.jobId = jobId;
        this.workload = workload;
        this.inclusion = inclusion;
        random = new SplittableRandom(seed);
        optimizee = task.open(seed);
        parameters = optimizee.initialParameters();
        gradients = optimizee.newArrays();
        updates = optimizee.newArrays();
    }

    /** A segment as it grows. */
    private static final class Open {
        private final int tensor;
        private final String version;
        private final int first;
        private final int[] sample;
        private final BlockState state;
        private final List<TrajectoryStep> steps = new ArrayList<>();
        private final List<float[]> gradients = new ArrayList<>();
        private final List<float[]> updates = new ArrayList<>();

        Open(int tensor, String version, int first, int[] sample, BlockState state) {
            this.tensor = tensor;
            this.version = version;
            this.first = first;
            this.sample = sample;
            this.state = state;
        }
    }

    int step() {
        return step;
    }

    double loss() {
        return optimizee.evaluate(parameters).loss();
    }

    /** One step with that version, which changes at the bounds of unrolls only. Returns the segments that are complete with it. */
    List<TrajectorySegment> step(OptimizerFile version) {
        double loss = optimizee.lossAndGradients(parameters, step, gradients);
        initial = step == 0 ? loss : initial;
        smoothed = step == 0 ? loss : smoothed;
        Optimizer optimizer = Optimizers.of(version);
        for (int t = 0; t < parameters.length; t++) {
            if (step == 0) {
                memory.add(optimizer.newState(parameters[t].length));
            }
            if (step % UNROLL == 0) {
                begin(t, version.reference());
            }
            optimizer.step(memory.get(t), gradients[t], updates[t], false);
            for (int i = 0; i < parameters[t].length; i++) {
                parameters[t][i] += updates[t][i];
            }
        }
        open.forEach(segment -> log(segment, loss));
        smoothed = 0.8 * smoothed + (1 - 0.8) * loss;
        step++;
        return finished();
    }

    private void begin(int tensor, String version) {
        int[] sample = IntStream.range(0, parameters[tensor].length)
                .filter(i -> random.nextDouble() < inclusion)
                .toArray();
        if (sample.length > 0) {
            var state = new BlockState(sample.length, memory.get(tensor).planes());
            for (int i = 0; i < sample.length; i++) {
                state.setCoordinate(i, memory.get(tensor), sample[i]);
            }
            open.add(new Open(tensor, version, step, sample, state));
        }
    }

    private void log(Open segment, double loss) {
        segment.steps.add(new TrajectoryStep((long) step, StepMask.LEARNED, loss, smoothed, 1f));
        segment.gradients.add(pick(gradients[segment.tensor], segment.sample));
        segment.updates.add(pick(updates[segment.tensor], segment.sample));
    }

    private static float[] pick(float[] all, int[] sample) {
        var picked = new float[sample.length];
        for (int i = 0; i < sample.length; i++) {
            picked[i] = all[sample[i]];
        }
        return picked;
    }

    private List<TrajectorySegment> finished() {
        List<Open> complete = open.stream()
                .filter(segment -> segment.steps.size() == UNROLL + TAIL)
                .toList();
        open.removeAll(complete);
        return complete.stream().map(this::segment).toList();
    }

    private TrajectorySegment segment(Open segment) {
        return TrajectorySegment.newBuilder()
                .setJobId(jobId)
                .setAttempt(1)
                .setTensor("t" + segment.tensor)
                .setBlock(0)
                .setWorkload(workload)
                .setOptimizer(segment.version)
                .setStateStep(segment.first)
                .setLastStep(segment.first + UNROLL + TAIL - 1)
                .setUnrollStart(segment.first)
                .setUnrollEnd(segment.first + UNROLL)
                .setMemoryAge(segment.first)
                .setBlockCoordinates(parameters[segment.tensor].length)
                .setCoordinates(indices(segment.sample))
                .setInclusion((float) inclusion)
                .setPlanes(segment.state.planes())
                .setState(state(segment.state))
                .setSteps(segment.steps)
                .setGradients(rows(segment.gradients))
                .setUpdates(rows(segment.updates))
                .setInitialLoss(initial)
                .setEnd(SegmentEnd.COMPLETE)
                .build();
    }

    private static ByteBuffer indices(int[] sample) {
        ByteBuffer bytes = ByteBuffer.allocate(sample.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(sample);
        return bytes;
    }

    private static ByteBuffer state(BlockState state) {
        ByteBuffer bytes = ByteBuffer.allocate(state.serializedBytes(BlockState.Encoding.FLOAT32));
        state.write(bytes);
        return bytes.flip();
    }

    private static ByteBuffer rows(List<float[]> rows) {
        ByteBuffer bytes = ByteBuffer.allocate(rows.size() * rows.get(0).length * Float.BYTES);
        rows.forEach(row -> bytes.put(Elements.encode(ElementEncoding.FLOAT32, row, 0, row.length)));
        return bytes.flip();
    }

    /** The key of a segment. */
    static byte[] key(TrajectorySegment segment) {
        return new BlockKey(segment.getJobId(), segment.getTensor(), segment.getBlock()).bytes();
    }

    byte[] bytes(TrajectorySegment segment) {
        return wire.encode(segment);
    }

    @Override
    public void close() {
        optimizee.close();
    }
}
