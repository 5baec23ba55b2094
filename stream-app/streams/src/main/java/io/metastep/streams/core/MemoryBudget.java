package io.metastep.streams.core;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes of live memory that all partitions of one instance share. Thread-safe. */
public final class MemoryBudget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    public MemoryBudget(long limit) {
        this.limit = limit;
    }

    public long used() {
        return used.get();
    }

    public long limit() {
        return limit;
    }

    boolean hasRoomFor(long bytes) {
        return used.get() + bytes <= limit;
    }

    /** Whether so little is left that idle blocks should go before anyone asks for room. */
    boolean isScarce() {
        return used.get() > limit / 4 * 3;
    }

    boolean isExceeded() {
        return used.get() > limit;
    }

    void add(long bytes) {
        used.addAndGet(bytes);
    }
}
