package io.metastep.streams.core;

import io.metastep.optimizer.BlockState.Encoding;
import io.metastep.optimizer.Optimizer;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.UpdateAction;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of a snapshot: the job's part of a {@link LiveBlock}, its memory, guard, last answer, losses, what was shown
 * and unfinished trajectory segments. All of it is exact; a memory that was rounded before may be written shorter. */
final class SnapshotFormat {
    private static final byte FORMAT = 5;

    /** The same with state and moments as BFLOAT16. */
    private static final byte ROUNDED_FORMAT = 6;

    private static final int SHADOWING = 1;
    private static final int SHOWN = 2;

    private static final int FIXED_BYTES =
            1 + 1 + 4 * Long.BYTES + Integer.BYTES + 2 * Long.BYTES + 2 + 1 + 4 + 2 * 4 + 2 * Double.BYTES + 2 * 4;

    private SnapshotFormat() {}

    /**
     * The bytes.
     *
     * @param encoding of the state, which must be rounded to it
     */
    static byte[] write(LiveBlock block, Encoding encoding) {
        Memory memory = block.memory;
        byte[] version = memory == null ? new byte[0] : memory.version().getBytes(StandardCharsets.UTF_8);
        int coordinates = memory == null ? 0 : memory.coordinates();
        int planes = memory == null ? 0 : memory.state().planes();
        byte[] guard = Formats.bytes(out -> Guard.write(block.guard, out));
        byte[] recordings = Formats.bytes(out -> writeRecordings(block.recordings, out));
        ByteBuffer buffer = ByteBuffer.allocate(FIXED_BYTES
                        + 1
                        + version.length
                        + memoryBytes(memory, encoding)
                        + Float.BYTES * coordinates * (block.isShown ? 2 : 1)
                        + guard.length
                        + recordings.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(encoding == Encoding.FLOAT32 ? FORMAT : ROUNDED_FORMAT).put(block.status.code());
        buffer.putLong(block.attempt)
                .putLong(block.lastStep)
                .putLong(block.lastTimestamp)
                .putLong(block.digest);
        buffer.putInt(block.phase).putLong(block.unrolls).putLong(block.age);
        buffer.put(code(block.answer)).put(code(block.answerEncoding));
        buffer.put((byte) ((block.isShadowing ? SHADOWING : 0) | (block.isShown ? SHOWN : 0)));
        buffer.putFloat(block.answerScale).putInt(coordinates).putInt(planes);
        buffer.putDouble(block.losses.initial()).putDouble(block.losses.smoothed());
        buffer.putInt(guard.length).put(guard);
        buffer.putInt(recordings.length).put(recordings);
        buffer.put((byte) version.length).put(version);
        if (memory != null) {
            memory.state().write(buffer, encoding);
            memory.bestMoments().write(buffer, encoding);
            FloatBuffer floats = buffer.asFloatBuffer();
            floats.put(memory.update());
            if (block.isShown) {
                floats.put(memory.shownGradient());
            }
        }
        return buffer.array();
    }

    private static int memoryBytes(@Nullable Memory memory, Encoding encoding) {
        return memory == null
                ? 0
                : memory.state().serializedBytes(encoding)
                        + memory.bestMoments().serializedBytes(encoding);
    }

    /** Reads the job's part; without memory, and a restart, where the optimizer is no longer published. */
    static void read(byte[] bytes, LiveBlock block, OptimizerCatalogue catalogue) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        byte format = buffer.get();
        if (format != ROUNDED_FORMAT) {
            Formats.check("snapshot of " + block.key, format, FORMAT);
        }
        block.status = Status.of(buffer.get());
        block.attempt = buffer.getLong();
        block.lastStep = buffer.getLong();
        block.lastTimestamp = buffer.getLong();
        block.digest = buffer.getLong();
        block.phase = buffer.getInt();
        block.unrolls = buffer.getLong();
        block.age = buffer.getLong();
        block.answer = action(buffer.get());
        block.answerEncoding = encoding(buffer.get());
        byte shadow = buffer.get();
        block.isShadowing = (shadow & SHADOWING) != 0;
        block.isShown = (shadow & SHOWN) != 0;
        block.answerScale = buffer.getFloat();
        readMemory(buffer, block, catalogue, format == FORMAT ? Encoding.FLOAT32 : Encoding.BFLOAT16);
    }

    private static void readMemory(
            ByteBuffer buffer, LiveBlock block, OptimizerCatalogue catalogue, Encoding encoding) {
        int coordinates = buffer.getInt();
        int planes = buffer.getInt();
        block.losses.set(buffer.getDouble(), buffer.getDouble());
        block.guard = readGuard(buffer);
        readRecordings(buffer, block.recordings);
        byte[] version = new byte[buffer.get() & 0xff];
        buffer.get(version);
        if (coordinates > 0) {
            block.memory = memory(
                    buffer, new String(version, StandardCharsets.UTF_8), coordinates, planes, catalogue, encoding);
            readShown(buffer, block);
        }
        if (coordinates > 0 && block.memory == null) {
            block.loseMemory();
            block.isRestart = true;
            block.isShown = false;
            block.answer = UpdateAction.UNKNOWN;
        }
    }

    private static @Nullable Memory memory(
            ByteBuffer buffer,
            String version,
            int coordinates,
            int planes,
            OptimizerCatalogue catalogue,
            Encoding encoding) {
        Optimizer optimizer = catalogue.optimizer(version);
        if (optimizer == null || optimizer.planes() != planes) {
            return null;
        }
        Memory memory = new Memory(version, optimizer, coordinates);
        memory.state().read(buffer, encoding);
        memory.bestMoments().read(buffer, encoding);
        buffer.asFloatBuffer().get(memory.update());
        return memory;
    }

    private static void readShown(ByteBuffer buffer, LiveBlock block) {
        Memory memory = block.memory;
        if (memory != null && block.isShown) {
            buffer.asFloatBuffer().get(memory.coordinates(), memory.shownGradient());
        }
    }

    private static Guard readGuard(ByteBuffer buffer) {
        try (DataInputStream in = stream(buffer)) {
            return Guard.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes next, with its length before it. */
    private static DataInputStream stream(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.getInt()];
        buffer.get(bytes);
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    private static void writeRecordings(List<Recording> recordings, DataOutputStream out) throws IOException {
        for (Recording recording : recordings) {
            recording.write(out);
        }
    }

    private static void readRecordings(ByteBuffer buffer, List<Recording> recordings) {
        try (DataInputStream in = stream(buffer)) {
            while (in.available() > 0) {
                recordings.add(Recording.read(in));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte code(UpdateAction action) {
        return switch (action) {
            case UNKNOWN -> 0;
            case APPLY -> 1;
            case SKIP -> 2;
            case REVERT -> 3;
            case REJECTED -> throw new IllegalStateException("No block's last answer is " + action);
        };
    }

    private static UpdateAction action(byte code) {
        return switch (code) {
            case 0 -> UpdateAction.UNKNOWN;
            case 1 -> UpdateAction.APPLY;
            case 2 -> UpdateAction.SKIP;
            case 3 -> UpdateAction.REVERT;
            default -> throw new StateFormatException("A snapshot holds the unknown answer " + code);
        };
    }

    private static byte code(ElementEncoding encoding) {
        return switch (encoding) {
            case UNKNOWN -> 0;
            case FLOAT32 -> 1;
            case BFLOAT16 -> 2;
        };
    }

    private static ElementEncoding encoding(byte code) {
        return switch (code) {
            case 0 -> ElementEncoding.UNKNOWN;
            case 1 -> ElementEncoding.FLOAT32;
            case 2 -> ElementEncoding.BFLOAT16;
            default -> throw new StateFormatException("A snapshot holds the unknown encoding " + code);
        };
    }
}
