package io.metastep.optimizer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.metastep.optimizer.OptimizerFileException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of an optimizer file, little-endian: magic "METASTEP", format version (int32), header length (int32), header
 * (JSON, UTF-8), parameter count (int32), parameters (float32), SHA-256 of all bytes before it.
 */
final class OptimizerFileFormat {

    private static final byte[] MAGIC = "METASTEP".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT = 1;
    private static final int HEADER_LENGTH_AT = MAGIC.length + Integer.BYTES;
    private static final int HEADER_AT = HEADER_LENGTH_AT + Integer.BYTES;
    private static final int CHECKSUM_BYTES = 32;
    private static final int SHORTEST = HEADER_AT + Integer.BYTES + CHECKSUM_BYTES;
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new InstantFromText()))
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static byte[] write(OptimizerFile file) {
        byte[] header = file.header().toJson().getBytes(StandardCharsets.UTF_8);
        float[] parameters = file.parameters().toArray();
        int length = SHORTEST + header.length + Float.BYTES * parameters.length;
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).putInt(FORMAT).putInt(header.length).put(header).putInt(parameters.length);
        for (float parameter : parameters) {
            bytes.putFloat(parameter);
        }
        return bytes.put(checksum(bytes.array())).array();
    }

    static OptimizerFile read(byte[] bytes) throws OptimizerFileException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        checkStart(bytes, in);
        int headerLength = headerLength(bytes, in);
        int parameters = parameterCount(bytes, in, headerLength);
        checkChecksum(bytes);
        OptimizerHeader header = header(new String(bytes, HEADER_AT, headerLength, StandardCharsets.UTF_8));
        in.position(HEADER_AT + headerLength + Integer.BYTES);
        return file(header, parameters(in, parameters));
    }

    private static void checkStart(byte[] bytes, ByteBuffer in) throws OptimizerFileException {
        if (bytes.length < MAGIC.length || !Arrays.equals(MAGIC, 0, MAGIC.length, bytes, 0, MAGIC.length)) {
            throw new OptimizerFileException(
                    Reason.NOT_AN_OPTIMIZER_FILE,
                    "Not an optimizer file: " + bytes.length + " bytes that do not start with METASTEP");
        }
        if (bytes.length < SHORTEST) {
            throw wrongLength(bytes.length, "at least " + SHORTEST);
        }
        int format = in.getInt(MAGIC.length);
        if (format != FORMAT) {
            throw new OptimizerFileException(
                    Reason.FUTURE_FORMAT,
                    "Optimizer file has format " + Integer.toUnsignedString(format) + ", this program reads format "
                            + FORMAT + "; use a later version of Metastep");
        }
    }

    private static int headerLength(byte[] bytes, ByteBuffer in) throws OptimizerFileException {
        int length = in.getInt(HEADER_LENGTH_AT);
        if (length < 0 || length > bytes.length - SHORTEST) {
            throw wrongLength(bytes.length, "room for a header of " + Integer.toUnsignedString(length));
        }
        return length;
    }

    private static int parameterCount(byte[] bytes, ByteBuffer in, int headerLength) throws OptimizerFileException {
        int count = in.getInt(HEADER_AT + headerLength);
        long expected = (long) SHORTEST + headerLength + (long) Float.BYTES * count;
        if (count < 0 || bytes.length != expected) {
            throw wrongLength(bytes.length, expected + " with " + Integer.toUnsignedString(count) + " parameters");
        }
        return count;
    }

    private static OptimizerFileException wrongLength(int got, String expected) {
        return new OptimizerFileException(
                Reason.WRONG_LENGTH,
                "Optimizer file has " + got + " bytes, expected " + expected
                        + "; it is truncated or damaged, fetch it again");
    }

    private static void checkChecksum(byte[] bytes) throws OptimizerFileException {
        byte[] stored = Arrays.copyOfRange(bytes, bytes.length - CHECKSUM_BYTES, bytes.length);
        if (!MessageDigest.isEqual(stored, checksum(bytes))) {
            throw new OptimizerFileException(
                    Reason.CHECKSUM, "Optimizer file does not match its SHA-256; it is damaged, fetch it again");
        }
    }

    /** Of all bytes but the last 32, which are for it. */
    static byte[] checksum(byte[] bytes) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(bytes, 0, bytes.length - CHECKSUM_BYTES);
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String json(OptimizerHeader header) {
        try {
            return JSON.writeValueAsString(header);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the header of " + header, e);
        }
    }

    static OptimizerHeader header(String json) throws OptimizerFileException {
        try {
            return complete(JSON.readValue(json, OptimizerHeader.class));
        } catch (JsonProcessingException e) {
            throw new OptimizerFileException(
                    Reason.HEADER,
                    "Optimizer file has a header that cannot be understood: " + e.getOriginalMessage(),
                    e);
        }
    }

    private static OptimizerHeader complete(@Nullable OptimizerHeader header) throws OptimizerFileException {
        if (header == null || header.family() == null || header.spec() == null || header.provenance() == null) {
            throw new OptimizerFileException(
                    Reason.HEADER, "Optimizer file has a header without family, spec or provenance");
        }
        return header;
    }

    private static float[] parameters(ByteBuffer in, int count) {
        float[] values = new float[count];
        in.asFloatBuffer().get(values);
        return values;
    }

    private static OptimizerFile file(OptimizerHeader header, float[] values) throws OptimizerFileException {
        try {
            return header.with(OptimizerParameters.of(header.spec(), values));
        } catch (IllegalArgumentException e) {
            throw new OptimizerFileException(Reason.PARAMETERS, "Optimizer file: " + e.getMessage(), e);
        }
    }

    private OptimizerFileFormat() {}
}
