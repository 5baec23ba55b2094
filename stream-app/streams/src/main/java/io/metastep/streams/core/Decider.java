package io.metastep.streams.core;

/** Decides what the log of gradients alone cannot: live by looking around, in replay by looking up what was decided. */
interface Decider {
    /**
     * The decision for a gradient that begins an unroll.
     *
     * @param needsMemory whether the block has no memory that could go on
     */
    Decision decide(LiveBlock block, Arrival arrival, boolean needsMemory);
}
