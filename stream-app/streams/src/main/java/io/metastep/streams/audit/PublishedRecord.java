package io.metastep.streams.audit;

import org.jspecify.annotations.Nullable;

/** One committed record of the updates topic. Whoever receives it must not change the arrays. */
public final class PublishedRecord {
    private final long offset;
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;

    public PublishedRecord(long offset, byte @Nullable [] key, byte @Nullable [] value) {
        this.offset = offset;
        this.key = key;
        this.value = value;
    }

    long offset() {
        return offset;
    }

    byte @Nullable [] key() {
        return key;
    }

    byte @Nullable [] value() {
        return value;
    }

    /** The updates of one partition in order. */
    public interface Source {
        /** The next record; null once the end is reached. */
        @Nullable
        PublishedRecord next();
    }
}
