package io.metastep.cli.numpy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes of an npy file: 0x93 "NUMPY", format version (major, minor), length of the header (little-endian, 2 bytes in version 1, 4 in
 * version 2), header, elements (NumPy Enhancement Proposal 1). Written as version 1.
 */
final class NpyFormat {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int VERSION_AT = MAGIC.length;
    private static final int LENGTH_AT = VERSION_AT + 2;
    private static final int SHORT_AT = LENGTH_AT + Short.BYTES;
    private static final int LONG_AT = LENGTH_AT + Integer.BYTES;
    private static final int LONGEST_HEADER = 10_000;
    private static final int ALIGNMENT = 64;
    private static final int UNSIGNED = 0xFFFF;

    private NpyFormat() {}

    static NpyArray read(byte[] bytes) throws NumpyException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int headerAt = headerAt(bytes);
        long length =
                headerAt == SHORT_AT ? in.getShort(LENGTH_AT) & UNSIGNED : Integer.toUnsignedLong(in.getInt(LENGTH_AT));
        if (length > Math.min(LONGEST_HEADER, bytes.length - headerAt)) {
            throw new NumpyException("has a header of %d bytes, expected at most %d"
                    .formatted(length, Math.min(LONGEST_HEADER, bytes.length - headerAt)));
        }
        NpyHeader header = NpyHeader.parse(new String(bytes, headerAt, (int) length, StandardCharsets.ISO_8859_1));
        return array(header, in.position(headerAt + (int) length));
    }

    private static int headerAt(byte[] bytes) throws NumpyException {
        if (bytes.length < LONG_AT || !Arrays.equals(MAGIC, 0, VERSION_AT, bytes, 0, VERSION_AT)) {
            throw new NumpyException("is not an npy array: %d bytes that do not start as one".formatted(bytes.length));
        }
        int major = bytes[VERSION_AT];
        int minor = bytes[VERSION_AT + 1];
        if ((major != 1 && major != 2) || minor != 0) {
            throw new NumpyException("has npy format %d.%d, expected 1.0 or 2.0".formatted(major, minor));
        }
        return major == 1 ? SHORT_AT : LONG_AT;
    }

    private static NpyArray array(NpyHeader header, ByteBuffer data) throws NumpyException {
        long elements = header.elements();
        if (elements > data.remaining() || elements * header.type().bytes != data.remaining()) {
            throw new NumpyException("has %d bytes for its elements, expected %s of type %s; it is truncated or damaged"
                    .formatted(data.remaining(), header.shape(), header.type().descr));
        }
        return new NpyArray(header, data);
    }

    static byte[] write(NpyArray array) {
        String header = array.header().toString();
        int unpadded = SHORT_AT + header.length() + 1;
        int dataAt = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer data = array.data();
        ByteBuffer out = ByteBuffer.allocate(dataAt + data.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (dataAt - SHORT_AT));
        out.put((header + " ".repeat(dataAt - unpadded) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        return out.put(data).array();
    }
}
