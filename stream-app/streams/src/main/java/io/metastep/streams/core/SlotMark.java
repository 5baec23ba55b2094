package io.metastep.streams.core;

/**
 * What a snapshot holds.
 *
 * @param sequence grows with every snapshot of the block
 * @param covered offset of the last record whose effect is inside
 * @param lastTimestamp of the last accepted record inside
 * @param bytes length of the snapshot
 */
record SlotMark(long sequence, long covered, long attempt, long lastStep, long lastTimestamp, int bytes) {
    static final SlotMark EMPTY = new SlotMark(-1, -1, -1, LiveBlock.NO_STEP, -1, 0);

    /** The same snapshot in so many bytes. */
    SlotMark ofBytes(int length) {
        return new SlotMark(sequence, covered, attempt, lastStep, lastTimestamp, length);
    }

    boolean isEmpty() {
        return sequence < 0;
    }
}
