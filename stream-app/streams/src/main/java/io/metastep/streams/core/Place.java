package io.metastep.streams.core;

/** How far a block has come. */
record Place(long attempt, long lastStep) {
    static Place of(LiveBlock block) {
        return new Place(block.attempt, block.lastStep);
    }

    static Place of(SlotMark mark) {
        return new Place(mark.attempt(), mark.lastStep());
    }

    /** Whether the attempt that begins with the arrival has to take the block back. */
    boolean isBehind(Arrival arrival) {
        return attempt < arrival.attempt() && lastStep >= arrival.step();
    }
}
