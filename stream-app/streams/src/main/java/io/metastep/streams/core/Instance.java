package io.metastep.streams.core;

/**
 * An instance of the application: what all partitions that it owns share.
 *
 * @param budget of live memory
 * @param counters of what happened
 * @param replayThreads on how many threads recovery steps blocks
 */
public record Instance(MemoryBudget budget, Counters counters, int replayThreads) {
    /** One that recovers on the thread that asks for it. */
    public static Instance with(long liveBytes) {
        return new Instance(new MemoryBudget(liveBytes), new Counters(), 1);
    }
}
