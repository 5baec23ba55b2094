package io.metastep.schemas;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Moves coordinates between float arrays and little-endian bytes. Stateless; never touches a buffer's position. */
public final class Elements {
    private static final int EXPONENT = 0x7f800000;

    private Elements() {}

    /** Bytes per element. */
    public static int size(ElementEncoding encoding) {
        return switch (encoding) {
            case FLOAT32 -> Float.BYTES;
            case BFLOAT16 -> Short.BYTES;
            case UNKNOWN -> throw unknown();
        };
    }

    /** Elements in the bytes, or -1 if they are no whole number of them. */
    public static int count(ElementEncoding encoding, int bytes) {
        return bytes % size(encoding) == 0 ? bytes / size(encoding) : -1;
    }

    /** New bytes that hold {@code from[offset .. offset + count)}. */
    public static byte[] encode(ElementEncoding encoding, float[] from, int offset, int count) {
        byte[] bytes = new byte[count * size(encoding)];
        encode(encoding, from, offset, count, ByteBuffer.wrap(bytes));
        return bytes;
    }

    /** Writes {@code from[offset .. offset + count)} from the buffer's position on. */
    // Hot path: per record.
    public static void encode(ElementEncoding encoding, float[] from, int offset, int count, ByteBuffer into) {
        switch (encoding) {
            case FLOAT32 -> floats(into).put(from, offset, count);
            case BFLOAT16 -> encodeHalves(from, offset, count, shorts(into));
            case UNKNOWN -> throw unknown();
        }
    }

    /** Reads all elements from the buffer's position to its limit into {@code into[offset ..)}; returns their number. */
    // Hot path: per record.
    public static int decode(ElementEncoding encoding, ByteBuffer from, float[] into, int offset) {
        int count = from.remaining() / size(encoding);
        switch (encoding) {
            case FLOAT32 -> floats(from).get(into, offset, count);
            case BFLOAT16 -> decodeHalves(shorts(from), into, offset, count);
            case UNKNOWN -> throw unknown();
        }
        return count;
    }

    /** All elements from the buffer's position to its limit. */
    public static float[] decode(ElementEncoding encoding, ByteBuffer from) {
        float[] values = new float[from.remaining() / size(encoding)];
        decode(encoding, from, values, 0);
        return values;
    }

    /** Whether none of {@code values[offset .. offset + count)} is NaN or infinite. */
    // Hot path: per record.
    public static boolean areFinite(float[] values, int offset, int count) {
        int largest = 0;
        for (int i = offset; i < offset + count; i++) {
            largest = Math.max(largest, Float.floatToRawIntBits(values[i]) & EXPONENT);
        }
        return largest != EXPONENT;
    }

    /** Index of the first NaN or infinite value of {@code values[offset .. offset + count)}, or -1. */
    public static int firstNotFinite(float[] values, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            if (!Float.isFinite(values[i])) {
                return i;
            }
        }
        return -1;
    }

    /** The bfloat16 nearest to the value, ties to even; NaN stays NaN, what is beyond the range becomes infinite. */
    public static short toBfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);
    }

    public static float fromBfloat16(short half) {
        return Float.intBitsToFloat(half << 16);
    }

    private static void encodeHalves(float[] from, int offset, int count, ShortBuffer into) {
        for (int i = 0; i < count; i++) {
            into.put(i, toBfloat16(from[offset + i]));
        }
    }

    private static void decodeHalves(ShortBuffer from, float[] into, int offset, int count) {
        for (int i = 0; i < count; i++) {
            into[offset + i] = fromBfloat16(from.get(i));
        }
    }

    private static FloatBuffer floats(ByteBuffer buffer) {
        return buffer.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    private static ShortBuffer shorts(ByteBuffer buffer) {
        return buffer.slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    }

    private static IllegalArgumentException unknown() {
        return new IllegalArgumentException("Element encoding UNKNOWN has no bytes; expected FLOAT32 or BFLOAT16");
    }
}
