package io.metastep.streams.core;

import io.metastep.optimizer.BlockState;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.SegmentEnd;
import io.metastep.schemas.StepMask;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.TrajectoryStep;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A trajectory segment while it grows: the memory of the sampled coordinates before its first step, and a row for each step
 * since. Its arrays are as long as it can get; logging a step allocates nothing. Owned by its {@link LiveBlock}.
 */
final class Recording {
    private static final long OVERHEAD_BYTES = 256;
    private static final int BYTES_PER_ROW = 2 * Double.BYTES + Long.BYTES + Float.BYTES + 1;

    private final Start start;
    private final int[] coordinates;
    private final float[] state;
    private final int capacity;
    private final float[] gradients;
    private final float[] updates;
    private final long[] steps;
    private final double[] losses;
    private final double[] smoothed;
    private final float[] scales;
    private final StepMask[] masks;
    private int rows;

    /**
     * What holds for all of it.
     *
     * @param age gradients that the memory had seen before
     * @param version family@version
     * @param channel what the job follows, see {@link Routing}
     */
    record Start(
            long age,
            String version,
            String channel,
            String workload,
            boolean sparse,
            int blockCoordinates,
            SamplingPlan plan) {
        boolean fits(Arrival arrival) {
            return sparse == arrival.gradient().getSparse()
                    && workload.equals(arrival.gradient().getWorkload());
        }
    }

    private Recording(Start start, int[] coordinates, float[] state, int capacity) {
        this.start = start;
        this.coordinates = coordinates;
        this.state = state;
        this.capacity = capacity;
        this.gradients = new float[capacity * coordinates.length];
        this.updates = new float[capacity * coordinates.length];
        this.steps = new long[capacity];
        this.losses = new double[capacity];
        this.smoothed = new double[capacity];
        this.scales = new float[capacity];
        this.masks = new StepMask[capacity];
    }

    /**
     * Begins with the memory as it is.
     *
     * @param coordinates the sampled ones, ascending, at least one; changes hands
     * @param capacity steps that it will have at most
     */
    static Recording begin(Start start, int[] coordinates, BlockState memory, int capacity) {
        float[] state = new float[memory.planes() * coordinates.length];
        int next = 0;
        for (int plane = 0; plane < memory.planes(); plane++) {
            for (int coordinate : coordinates) {
                state[next++] = memory.get(coordinate, plane);
            }
        }
        return new Recording(start, coordinates, state, capacity);
    }

    Start start() {
        return start;
    }

    /** Rows whose updates are known: of a job that shadows, the last step's update comes with the next record. */
    int toldRows() {
        return isTold() ? rows : rows - 1;
    }

    /** Whether the last row's update is known. */
    boolean isTold() {
        return rows == 0 || masks[rows - 1] != StepMask.UNKNOWN;
    }

    boolean isFull() {
        return rows == capacity;
    }

    /** Heap that it takes, roughly. */
    long bytes() {
        return OVERHEAD_BYTES
                + (long) Float.BYTES * (coordinates.length + state.length + 2L * gradients.length)
                + (long) BYTES_PER_ROW * capacity;
    }

    /** One step: its gradient and the optimizer's update, which a job that shadows replaces by its own. */
    // Hot path: per record.
    void log(Arrival arrival, double loss, double smoothedLoss, float[] update) {
        gather(update, updates);
        logRow(arrival, loss, smoothedLoss, arrival.isShadow() ? StepMask.UNKNOWN : StepMask.LEARNED);
    }

    /** A step that the optimizer lost: its gradient, no update. */
    void logTrip(Arrival arrival, double loss, double smoothedLoss) {
        logRow(arrival, loss, smoothedLoss, StepMask.FALLBACK);
    }

    private void logRow(Arrival arrival, double loss, double smoothedLoss, StepMask mask) {
        gather(arrival.values(), gradients);
        steps[rows] = arrival.step();
        losses[rows] = loss;
        smoothed[rows] = smoothedLoss;
        scales[rows] = arrival.gradient().getUpdateScale();
        masks[rows] = mask;
        rows++;
    }

    private void gather(float[] from, float[] into) {
        int next = rows * coordinates.length;
        for (int coordinate : coordinates) {
            into[next++] = from[coordinate];
        }
    }

    /** The job applied this at the last step, instead of the optimizer's update or because it shadows. */
    // Hot path: per record that says so.
    void replaceLast(float[] applied) {
        StepMask mask = isTold() ? StepMask.REPLACED : StepMask.SHADOW;
        rows--;
        gather(applied, updates);
        masks[rows++] = mask;
    }

    /** From the first update that is no number on all was in vain: its gradient becomes the last row. */
    void cutAtOverflow() {
        int sampled = coordinates.length;
        for (int row = 0; row < rows; row++) {
            if (!Elements.areFinite(updates, row * sampled, sampled)) {
                Arrays.fill(updates, row * sampled, (row + 1) * sampled, 0);
                masks[row] = StepMask.FALLBACK;
                rows = row + 1;
            }
        }
    }

    /** Whether everything in it is a number: an optimizer that overflows may make others. */
    boolean isFinite() {
        return Elements.areFinite(state, 0, state.length)
                && Elements.areFinite(updates, 0, toldRows() * coordinates.length);
    }

    /**
     * The segment, without a last row that is not told.
     *
     * @param unroll steps to differentiate; those after them give credit
     */
    TrajectorySegment segment(LiveBlock block, int unroll, SegmentEnd end) {
        int told = toldRows();
        return TrajectorySegment.newBuilder()
                .setJobId(block.key.jobId())
                .setAttempt(block.attempt)
                .setTensor(block.key.tensor())
                .setBlock(block.key.block())
                .setWorkload(start.workload)
                .setOptimizer(start.version)
                .setChannel(start.channel)
                .setStateStep(steps[0])
                .setLastStep(steps[told - 1])
                .setUnrollStart(steps[0])
                .setUnrollEnd(steps[Math.min(unroll, told) - 1] + 1)
                .setMemoryAge(start.age)
                .setSparse(start.sparse)
                .setBlockCoordinates(start.blockCoordinates)
                .setCoordinates(indices())
                .setInclusion(start.plan.inclusion())
                .setUnrollInclusion(start.plan.unrollInclusion())
                .setPlanes(state.length / coordinates.length)
                .setState(bytes(state, state.length))
                .setSteps(steps(told))
                .setGradients(bytes(gradients, told * coordinates.length))
                .setUpdates(bytes(updates, told * coordinates.length))
                .setInitialLoss(block.losses.initial())
                .setEnd(end)
                .build();
    }

    private List<TrajectoryStep> steps(int count) {
        List<TrajectoryStep> list = new ArrayList<>(count);
        for (int row = 0; row < count; row++) {
            list.add(new TrajectoryStep(steps[row], masks[row], losses[row], smoothed[row], scales[row]));
        }
        return list;
    }

    private ByteBuffer indices() {
        ByteBuffer bytes =
                ByteBuffer.allocate(coordinates.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(coordinates);
        return bytes;
    }

    private static ByteBuffer bytes(float[] values, int count) {
        return ByteBuffer.wrap(Elements.encode(ElementEncoding.FLOAT32, values, 0, count));
    }

    /** All of it, for a snapshot. */
    void write(DataOutputStream out) throws IOException {
        out.writeLong(start.age);
        out.writeUTF(start.version);
        out.writeUTF(start.channel);
        // A workload may be longer than what writeUTF takes.
        Formats.writeText(out, start.workload);
        out.writeBoolean(start.sparse);
        out.writeInt(start.blockCoordinates);
        out.writeFloat(start.plan.inclusion());
        out.writeFloat(start.plan.unrollInclusion());
        out.writeInt(coordinates.length);
        out.writeInt(state.length);
        out.writeInt(capacity);
        out.writeInt(rows);
        for (int coordinate : coordinates) {
            out.writeInt(coordinate);
        }
        Formats.writeFloats(out, state, state.length);
        Formats.writeFloats(out, gradients, rows * coordinates.length);
        Formats.writeFloats(out, updates, rows * coordinates.length);
        for (int row = 0; row < rows; row++) {
            writeRow(out, row);
        }
    }

    private void writeRow(DataOutputStream out, int row) throws IOException {
        out.writeLong(steps[row]);
        out.writeDouble(losses[row]);
        out.writeDouble(smoothed[row]);
        out.writeFloat(scales[row]);
        out.writeByte(code(masks[row]));
    }

    static Recording read(DataInputStream in) throws IOException {
        Start start = new Start(
                in.readLong(),
                in.readUTF(),
                in.readUTF(),
                Formats.readText(in),
                in.readBoolean(),
                in.readInt(),
                new SamplingPlan(in.readFloat(), in.readFloat()));
        int[] coordinates = new int[in.readInt()];
        float[] state = new float[in.readInt()];
        Recording recording = new Recording(start, coordinates, state, in.readInt());
        recording.rows = in.readInt();
        for (int i = 0; i < coordinates.length; i++) {
            coordinates[i] = in.readInt();
        }
        Formats.readFloats(in, state, state.length);
        Formats.readFloats(in, recording.gradients, recording.rows * coordinates.length);
        Formats.readFloats(in, recording.updates, recording.rows * coordinates.length);
        for (int row = 0; row < recording.rows; row++) {
            recording.readRow(in, row);
        }
        return recording;
    }

    private void readRow(DataInputStream in, int row) throws IOException {
        steps[row] = in.readLong();
        losses[row] = in.readDouble();
        smoothed[row] = in.readDouble();
        scales[row] = in.readFloat();
        masks[row] = mask(in.readByte());
    }

    private static byte code(StepMask mask) {
        return switch (mask) {
            case LEARNED -> 0;
            case REPLACED -> 1;
            case SHADOW -> 2;
            case UNKNOWN -> 3;
            case FALLBACK -> throw new IllegalStateException("No segment goes on after a step masked " + mask);
        };
    }

    private static StepMask mask(byte code) {
        return switch (code) {
            case 0 -> StepMask.LEARNED;
            case 1 -> StepMask.REPLACED;
            case 2 -> StepMask.SHADOW;
            case 3 -> StepMask.UNKNOWN;
            default -> throw new StateFormatException("A snapshot holds the unknown mask " + code);
        };
    }
}
