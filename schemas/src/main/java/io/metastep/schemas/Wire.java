package io.metastep.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Turns records of one type into bytes and back: Avro single-object encoding, that is C3 01, the 8-byte little-endian
 * CRC-64-AVRO fingerprint of the writer's schema, then the record. Reads what any released schema of the type wrote.
 *
 * <p>Owns its buffers, so an instance is confined to one thread; the bytes it returns are the caller's.
 */
public final class Wire<T extends SpecificRecordBase> {
    /** Bytes before the record itself. */
    public static final int HEADER_BYTES = 10;

    private static final int MARKER = 0xC301;

    private final String name;
    private final byte[] header;
    private final List<Known<T>> known = new ArrayList<>();
    private final SpecificDatumWriter<T> writer;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(8 << 10);
    private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    private @Nullable BinaryDecoder decoder;

    /** A writer's schema that this version can read. */
    private record Known<T>(long fingerprint, Schema schema, SpecificDatumReader<T> reader) {}

    private Wire(Schema current) {
        this(current, ReleasedSchemas.of(current.getName()));
    }

    Wire(Schema current, List<Schema> released) {
        name = current.getName();
        header = header(current);
        writer = new SpecificDatumWriter<>(current, Records.CLASSES);
        know(current, current);
        released.forEach(older -> know(older, current));
    }

    public static Wire<GradientBlock> gradients() {
        return new Wire<>(GradientBlock.getClassSchema());
    }

    public static Wire<UpdateBlock> updates() {
        return new Wire<>(UpdateBlock.getClassSchema());
    }

    public static Wire<LossReport> losses() {
        return new Wire<>(LossReport.getClassSchema());
    }

    public static Wire<OptimizerVersion> optimizerVersions() {
        return new Wire<>(OptimizerVersion.getClassSchema());
    }

    public static Wire<OptimizerChannel> optimizerChannels() {
        return new Wire<>(OptimizerChannel.getClassSchema());
    }

    public static Wire<StepComparison> comparisons() {
        return new Wire<>(StepComparison.getClassSchema());
    }

    public static Wire<TrajectorySegment> trajectories() {
        return new Wire<>(TrajectorySegment.getClassSchema());
    }

    public static Wire<LearnerState> learnerStates() {
        return new Wire<>(LearnerState.getClassSchema());
    }

    public static Wire<JobActivity> activities() {
        return new Wire<>(JobActivity.getClassSchema());
    }

    /** The CRC-64-AVRO fingerprint of a schema's Parsing Canonical Form. */
    public static long fingerprint(Schema schema) {
        return SchemaNormalization.parsingFingerprint64(schema);
    }

    /** New bytes that hold the record. */
    // Hot path: per record.
    public byte[] encode(T message) {
        try {
            out.reset();
            out.write(header);
            writer.write(message, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a record.
     *
     * @throws WireException UNDECODABLE, UNKNOWN_SCHEMA or TOO_LARGE
     */
    // Hot path: per record.
    public T decode(byte @Nullable [] bytes) throws WireException {
        if (bytes == null || bytes.length < HEADER_BYTES || !isMarked(bytes)) {
            throw new WireException(
                    RejectionReason.UNDECODABLE,
                    "The value does not start with C3 01 and an 8-byte fingerprint; expected a " + name
                            + " in Avro single-object encoding");
        }
        if (bytes.length > Limits.RECORD_BYTES) {
            throw new WireException(
                    RejectionReason.TOO_LARGE,
                    "The value has " + bytes.length + " bytes, at most " + Limits.RECORD_BYTES + " are allowed");
        }
        Known<T> writtenBy = find(fingerprint(bytes));
        WireCheck.check(writtenBy.schema, bytes, HEADER_BYTES);
        return read(writtenBy.reader, bytes);
    }

    /** Whether the bytes say that they were written with a schema of this type; no promise that the rest is in order. */
    public boolean isFor(byte @Nullable [] bytes) {
        return bytes != null && bytes.length >= HEADER_BYTES && isMarked(bytes) && lookUp(fingerprint(bytes)) != null;
    }

    private T read(SpecificDatumReader<T> reader, byte[] bytes) throws WireException {
        try {
            decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, decoder);
            @SuppressWarnings("NullAway") // Avro's "no record to reuse" is null.
            T message = reader.read(null, decoder);
            return message;
        } catch (IOException | AvroRuntimeException e) {
            throw new WireException(RejectionReason.UNDECODABLE, "Not a " + name + ": " + e.getMessage());
        }
    }

    private Known<T> find(long fingerprint) throws WireException {
        Known<T> found = lookUp(fingerprint);
        if (found == null) {
            throw new WireException(
                    RejectionReason.UNKNOWN_SCHEMA,
                    "Fingerprint " + Long.toHexString(fingerprint) + " is of no released " + name
                            + " that this version knows; newest is " + Long.toHexString(known.get(0).fingerprint)
                            + "; upgrade the reader before the writer");
        }
        return found;
    }

    private @Nullable Known<T> lookUp(long fingerprint) {
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).fingerprint == fingerprint) {
                return known.get(i);
            }
        }
        return null;
    }

    private void know(Schema writtenBy, Schema readAs) {
        long fingerprint = fingerprint(writtenBy);
        if (lookUp(fingerprint) == null) {
            known.add(
                    new Known<>(fingerprint, writtenBy, new SpecificDatumReader<>(writtenBy, readAs, Records.CLASSES)));
        }
    }

    private static boolean isMarked(byte[] bytes) {
        return ((bytes[0] & 0xff) << 8 | (bytes[1] & 0xff)) == MARKER;
    }

    private static long fingerprint(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    }

    private static byte[] header(Schema schema) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .putShort((short) MARKER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(fingerprint(schema))
                .array();
    }
}
