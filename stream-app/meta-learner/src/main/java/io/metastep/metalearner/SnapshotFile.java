package io.metastep.metalearner;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * A snapshot on disk: a line that says what it is, the settings that it belongs to, the state, and a CRC-32C of all that. It is
 * written beside its place, forced to disk and then moved there, so a crash leaves the one before.
 */
final class SnapshotFile {
    private static final byte[] KIND =
            "metastep meta-training snapshot, format 1\n".getBytes(StandardCharsets.US_ASCII);

    private final Path file;
    private final List<String> settings;

    /**
     * @param settings what decides the result, a line each
     */
    SnapshotFile(Path file, List<String> settings) {
        this.file = file;
        this.settings = settings;
    }

    /** Replaces the snapshot. */
    void write(Consumer<SnapshotOutput> state) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            write(Channels.newOutputStream(channel), state);
            channel.force(true);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void write(OutputStream target, Consumer<SnapshotOutput> state) throws IOException {
        var checked = new CheckedOutputStream(new BufferedOutputStream(target, 1 << 16), new CRC32C());
        checked.write(KIND);
        var out = new SnapshotOutput(checked);
        out.list(settings, out::text);
        state.accept(out);
        out.number(checked.getChecksum().getValue());
        checked.flush();
    }

    /**
     * Reads the snapshot.
     *
     * @throws SnapshotException if it is none, damaged, or belongs to other settings
     */
    void read(Consumer<SnapshotInput> state) {
        byte[] bytes = bytes();
        requireKind(bytes);
        requireChecksum(bytes);
        var in = new SnapshotInput(ByteBuffer.wrap(bytes, KIND.length, bytes.length - KIND.length - Long.BYTES));
        try {
            requireSettings(in.list(in::text));
            state.accept(in);
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new SnapshotException(
                    file + " was written by another version of the program; delete it to begin again", e);
        }
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new SnapshotException("Cannot read the snapshot " + file + ": " + e, e);
        }
    }

    private void requireKind(byte[] bytes) {
        if (!Arrays.equals(KIND, Arrays.copyOf(bytes, KIND.length))) {
            throw new SnapshotException(file + " is not a snapshot of a meta-training that this version can read; name"
                    + " another file, or delete it to begin again");
        }
    }

    private void requireChecksum(byte[] bytes) {
        int length = bytes.length - Long.BYTES;
        var checksum = new CRC32C();
        checksum.update(bytes, 0, Math.max(0, length));
        if (length < KIND.length || ByteBuffer.wrap(bytes).getLong(length) != checksum.getValue()) {
            throw new SnapshotException(
                    "The snapshot " + file + " is damaged: its checksum is wrong; delete it to begin again");
        }
    }

    private void requireSettings(List<String> saved) {
        if (!saved.equals(settings)) {
            List<String> there =
                    saved.stream().filter(line -> !settings.contains(line)).toList();
            List<String> here =
                    settings.stream().filter(line -> !saved.contains(line)).toList();
            throw new SnapshotException(
                    "The snapshot %s belongs to another meta-training: it has [%s], this one has [%s]; give the options of then, or name another file"
                            .formatted(file, String.join("; ", there), String.join("; ", here)));
        }
    }
}
