package io.metastep.metalearner;

import io.metastep.optimizer.BlockState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads what {@link SnapshotOutput} wrote, in the same order; fails like any buffer if there is less. */
final class SnapshotInput {
    private final ByteBuffer in;

    SnapshotInput(ByteBuffer in) {
        this.in = in;
    }

    boolean flag() {
        return in.get() != 0;
    }

    int integer() {
        return in.getInt();
    }

    long number() {
        return in.getLong();
    }

    double real() {
        return in.getDouble();
    }

    String text() {
        return StandardCharsets.UTF_8.decode(bytes()).toString();
    }

    int[] integers() {
        ByteBuffer bytes = bytes();
        var values = new int[bytes.remaining() / Integer.BYTES];
        bytes.asIntBuffer().get(values);
        return values;
    }

    float[] floats() {
        ByteBuffer bytes = bytes();
        var values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    double[] doubles() {
        ByteBuffer bytes = bytes();
        var values = new double[bytes.remaining() / Double.BYTES];
        bytes.asDoubleBuffer().get(values);
        return values;
    }

    BlockState state() {
        var state = new BlockState(integer(), integer());
        float[] values = floats();
        System.arraycopy(values, 0, state.values(), 0, state.values().length);
        return state;
    }

    <T> List<T> list(Supplier<T> read) {
        int count = integer();
        var values = new ArrayList<T>();
        for (int i = 0; i < count; i++) {
            values.add(read.get());
        }
        return values;
    }

    private ByteBuffer bytes() {
        int length = integer();
        ByteBuffer bytes = in.slice(in.position(), length);
        in.position(in.position() + length);
        return bytes;
    }
}
