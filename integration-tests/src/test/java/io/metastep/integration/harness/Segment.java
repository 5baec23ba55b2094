package io.metastep.integration.harness;

import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Optimizers;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.SegmentCheck;
import io.metastep.schemas.TrajectorySegment;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A trajectory segment as anybody reads it who knows the contract alone. */
public final class Segment {
    private final TrajectorySegment record;
    private final int partition;
    private final int[] coordinates;

    private Segment(TrajectorySegment record, int partition, int coordinates) {
        this.record = record;
        this.partition = partition;
        this.coordinates = new int[coordinates];
        record.getCoordinates()
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .get(this.coordinates);
    }

    /** Decodes and checks it. */
    public static Segment of(ConsumerRecord<byte[], byte[]> logged) {
        try {
            TrajectorySegment record = Wire.trajectories().decode(logged.value());
            return new Segment(record, logged.partition(), SegmentCheck.check(record));
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    public TrajectorySegment record() {
        return record;
    }

    public int partition() {
        return partition;
    }

    /** The memory of its coordinates in the state of a whole block. */
    public BlockState pick(BlockState block) {
        var picked = new BlockState(coordinates.length, block.planes());
        for (int i = 0; i < coordinates.length; i++) {
            picked.setCoordinate(i, block, coordinates[i]);
        }
        return picked;
    }

    /** Its coordinates of a whole block. */
    public float[] pick(float[] block) {
        float[] picked = new float[coordinates.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = block[coordinates[i]];
        }
        return picked;
    }

    public int steps() {
        return record.getSteps().size();
    }

    public long step(int row) {
        return record.getSteps().get(row).getStep();
    }

    /** The updates that it holds, [steps][coordinates]. */
    public float[][] updates() {
        return matrix(record.getUpdates());
    }

    /** The updates that the optimizer makes of its state and gradients, [steps][coordinates]. */
    public float[][] recomputed(OptimizerFile optimizer) {
        var rule = Optimizers.of(optimizer);
        var state = new BlockState(coordinates.length, record.getPlanes());
        state.read(record.getState().slice());
        float[][] gradients = matrix(record.getGradients());
        float[][] updates = new float[steps()][coordinates.length];
        for (int row = 0; row < steps(); row++) {
            rule.step(state, gradients[row], updates[row], record.getSparse());
        }
        return updates;
    }

    /** Its coordinates of the values of a whole block. */
    public float[] pick(ElementEncoding encoding, ByteBuffer values) {
        return pick(Elements.decode(encoding, values));
    }

    private float[][] matrix(ByteBuffer bytes) {
        float[] all = Elements.decode(ElementEncoding.FLOAT32, bytes);
        float[][] rows = new float[steps()][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(all, row * coordinates.length, (row + 1) * coordinates.length);
        }
        return rows;
    }
}
