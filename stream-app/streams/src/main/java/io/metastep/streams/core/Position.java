package io.metastep.streams.core;

import java.nio.ByteBuffer;

/**
 * How far a partition has come.
 *
 * @param next offset of the next record to process
 * @param floor oldest offset whose effect no snapshot holds, at most {@code next}
 * @param streamTime largest timestamp so far
 * @param lostBefore records below this offset that no snapshot covers are gone; 0 if none ever went
 */
public record Position(long next, long floor, long streamTime, long lostBefore) {
    static final Position START = new Position(0, 0, -1, 0);
    private static final byte FORMAT = 1;
    private static final int BYTES = 1 + 4 * Long.BYTES;

    byte[] write() {
        return ByteBuffer.allocate(BYTES)
                .put(FORMAT)
                .putLong(next)
                .putLong(floor)
                .putLong(streamTime)
                .putLong(lostBefore)
                .array();
    }

    /** Reads what the position table holds. */
    public static Position read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Formats.check("position", buffer.get(), FORMAT);
        return new Position(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }
}
