package io.metastep.streams.core;

import java.nio.ByteBuffer;

/**
 * How far a partition has come.
 *
 * @param next offset of the next record to process
 * @param floor oldest offset whose effect no snapshot holds, at most {@code next}
 * @param streamTime largest timestamp so far
 * @param lostBefore records below this offset that no snapshot covers are gone; 0 if none ever went
 * @param encodings of regular snapshots
 */
public record Position(long next, long floor, long streamTime, long lostBefore, EncodingHistory encodings) {
    static final Position START = new Position(0, 0, -1, 0, EncodingHistory.START);

    /** All snapshots ever were FLOAT32. */
    private static final byte FORMAT = 1;

    private static final byte FORMAT_WITH_ENCODINGS = 2;
    private static final int BYTES = 1 + 4 * Long.BYTES;

    byte[] write() {
        boolean isPlain = encodings.equals(EncodingHistory.START);
        ByteBuffer buffer = ByteBuffer.allocate(BYTES + (isPlain ? 0 : encodings.bytes()))
                .put(isPlain ? FORMAT : FORMAT_WITH_ENCODINGS)
                .putLong(next)
                .putLong(floor)
                .putLong(streamTime)
                .putLong(lostBefore);
        if (!isPlain) {
            encodings.write(buffer);
        }
        return buffer.array();
    }

    /** Reads what the position table holds. */
    public static Position read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte format = buffer.get();
        if (format != FORMAT_WITH_ENCODINGS) {
            Formats.check("position", format, FORMAT);
        }
        return new Position(
                buffer.getLong(),
                buffer.getLong(),
                buffer.getLong(),
                buffer.getLong(),
                format == FORMAT ? EncodingHistory.START : EncodingHistory.read(buffer));
    }
}
