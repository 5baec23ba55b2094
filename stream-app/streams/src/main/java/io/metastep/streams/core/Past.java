package io.metastep.streams.core;

/** Takes a block back to where a new attempt of its job begins. */
interface Past {
    /**
     * Gives the block the memory it had just before the arrival's step, under the arrival's attempt; opens it without
     * memory where that is not possible.
     */
    void rewind(LiveBlock block, Arrival arrival);
}
