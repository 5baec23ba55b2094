package io.metastep.streams.core;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much optimizer state blocks may have in one instance, be it in memory or written out to the state store: those of one job, and all
 * of them. Memory alone would not bound what a job can cost, since idle blocks are written out and make room. Thread-safe.
 */
public final class StateLimits {
    private final long perJob;
    private final long all;
    private final Map<String, Long> byJob = new ConcurrentHashMap<>();
    private final AtomicLong total = new AtomicLong();

    /**
     * Limits.
     *
     * @param perJob bytes
     * @param all bytes
     */
    public StateLimits(long perJob, long all) {
        this.perJob = perJob;
        this.all = all;
    }

    /** Counts, and allows everything. */
    static StateLimits none() {
        return new StateLimits(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** Bytes of all blocks. */
    public long used() {
        return total.get();
    }

    /** Bytes of the job's blocks. */
    public long used(String jobId) {
        return byJob.getOrDefault(jobId, 0L);
    }

    boolean allow(String jobId, long more) {
        return more <= perJob - used(jobId) && more <= all - used();
    }

    void add(String jobId, long bytes) {
        total.addAndGet(bytes);
        byJob.merge(jobId, bytes, (before, added) -> before + added == 0 ? null : before + added);
    }
}
