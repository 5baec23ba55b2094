package io.metastep.metalearner;

import io.metastep.optimizer.BlockState;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Writes numbers and arrays, big-endian, arrays after their length; {@link SnapshotInput} reads them in the same order. */
final class SnapshotOutput {
    private final DataOutputStream out;

    SnapshotOutput(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    /** Something that {@link DataOutputStream} can fail at. */
    private interface Write {
        void run() throws IOException;
    }

    private static void write(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void flag(boolean value) {
        write(() -> out.writeBoolean(value));
    }

    void integer(int value) {
        write(() -> out.writeInt(value));
    }

    void number(long value) {
        write(() -> out.writeLong(value));
    }

    void real(double value) {
        write(() -> out.writeDouble(value));
    }

    void text(String value) {
        bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    void integers(int[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES * values.length);
        buffer.asIntBuffer().put(values);
        bytes(buffer.array());
    }

    void floats(float[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * values.length);
        buffer.asFloatBuffer().put(values);
        bytes(buffer.array());
    }

    void doubles(double[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(Double.BYTES * values.length);
        buffer.asDoubleBuffer().put(values);
        bytes(buffer.array());
    }

    void state(BlockState state) {
        integer(state.coordinates());
        integer(state.planes());
        floats(state.values());
    }

    <T> void list(List<T> values, Consumer<T> write) {
        integer(values.size());
        values.forEach(write);
    }

    private void bytes(byte[] bytes) {
        integer(bytes.length);
        write(() -> out.write(bytes));
    }
}
