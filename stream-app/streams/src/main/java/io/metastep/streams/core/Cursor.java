package io.metastep.streams.core;

/** How far a partition has come; it moves with every record, and {@link Position} is what is stored of it. One thread. */
final class Cursor {
    /** Offset of the next record to process. */
    long next;

    /** Largest timestamp so far. */
    long streamTime;

    /** Records below this offset that no snapshot covers are gone. */
    long lostBefore;

    /** Bytes of all records since the floor of the last recovery. */
    long bytes;

    /** How regular snapshots are encoded, and were. */
    EncodingHistory encodings = EncodingHistory.START;

    void start(Position stored) {
        encodings = stored.encodings();
        next = stored.next();
        streamTime = stored.streamTime();
        lostBefore = stored.lostBefore();
        bytes = 0;
    }

    /** The record has been processed. */
    // Hot path: per record.
    void pass(GradientRecord logged) {
        next = logged.offset() + 1;
        bytes += logged.bytes();
    }

    Position position(long floor) {
        return new Position(next, floor, streamTime, lostBefore, encodings);
    }
}
