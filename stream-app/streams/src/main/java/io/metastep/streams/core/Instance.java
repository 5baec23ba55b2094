package io.metastep.streams.core;

/**
 * An instance of the application: what all partitions that it owns share.
 *
 * @param budget of live memory
 * @param limits of state, be it in memory or written out
 * @param counters of what happened
 * @param replayThreads on how many threads recovery steps blocks
 * @param replay how far recovery has come
 */
public record Instance(
        MemoryBudget budget, StateLimits limits, Counters counters, int replayThreads, ReplayProgress replay) {
    public Instance(MemoryBudget budget, StateLimits limits, Counters counters, int replayThreads) {
        this(budget, limits, counters, replayThreads, new ReplayProgress());
    }

    /** One with no limits but that of memory. */
    public Instance(MemoryBudget budget, Counters counters, int replayThreads) {
        this(budget, StateLimits.none(), counters, replayThreads);
    }

    /** One that recovers on the thread that asks for it. */
    public static Instance with(long liveBytes) {
        return new Instance(new MemoryBudget(liveBytes), new Counters(), 1);
    }
}
