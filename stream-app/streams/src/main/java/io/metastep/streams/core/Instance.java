package io.metastep.streams.core;

/**
 * An instance of the application: what all partitions that it owns share.
 *
 * @param budget of live memory
 * @param counters of what happened
 * @param replayThreads on how many threads recovery steps blocks
 * @param replay how far recovery has come
 */
public record Instance(MemoryBudget budget, Counters counters, int replayThreads, ReplayProgress replay) {
    public Instance(MemoryBudget budget, Counters counters, int replayThreads) {
        this(budget, counters, replayThreads, new ReplayProgress());
    }

    /** One that recovers on the thread that asks for it. */
    public static Instance with(long liveBytes) {
        return new Instance(new MemoryBudget(liveBytes), new Counters(), 1);
    }
}
