package io.metastep.streams.core;

import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.Optimizer;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.TrajectorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** What a reader of a segment sees: its arrays, and its updates computed once more from state and gradients. */
final class SegmentSteps {
    private final TrajectorySegment segment;
    private final int[] coordinates;

    SegmentSteps(TrajectorySegment segment) {
        this.segment = segment;
        this.coordinates = new int[segment.getCoordinates().remaining() / Integer.BYTES];
        segment.getCoordinates()
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .get(coordinates);
    }

    int[] coordinates() {
        return coordinates;
    }

    int rows() {
        return segment.getSteps().size();
    }

    float[] gradients(int row) {
        return row(segment.getGradients(), row);
    }

    float[] updates(int row) {
        return row(segment.getUpdates(), row);
    }

    private float[] row(ByteBuffer bytes, int row) {
        float[] all = Elements.decode(ElementEncoding.FLOAT32, bytes);
        return Arrays.copyOfRange(all, row * coordinates.length, (row + 1) * coordinates.length);
    }

    /** The updates that the optimizer makes of state and gradients, [rows][coordinates]. */
    float[][] recomputed(Optimizer optimizer) {
        BlockState state = new BlockState(coordinates.length, segment.getPlanes());
        state.read(segment.getState().slice());
        float[][] updates = new float[rows()][coordinates.length];
        for (int row = 0; row < rows(); row++) {
            optimizer.step(state, gradients(row), updates[row], segment.getSparse());
        }
        return updates;
    }

    /** These coordinates of a whole block. */
    float[] pick(float[] block) {
        float[] picked = new float[coordinates.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = block[coordinates[i]];
        }
        return picked;
    }
}
