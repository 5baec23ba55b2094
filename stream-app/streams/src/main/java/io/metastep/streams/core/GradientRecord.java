package io.metastep.streams.core;

import org.jspecify.annotations.Nullable;

/** One record of the gradients topic as it was logged; whoever receives it must not change the arrays. */
public final class GradientRecord {
    private final long offset;
    private final long timestamp;
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final @Nullable Object headers;

    public GradientRecord(
            long offset, long timestamp, byte @Nullable [] key, byte @Nullable [] value, @Nullable Object headers) {
        this.offset = offset;
        this.timestamp = timestamp;
        this.key = key;
        this.value = value;
        this.headers = headers;
    }

    public long offset() {
        return offset;
    }

    /** Milliseconds since 1970 by the broker's clock; negative if the log holds none. */
    public long timestamp() {
        return timestamp;
    }

    public byte @Nullable [] key() {
        return key;
    }

    public byte @Nullable [] value() {
        return value;
    }

    /** What the log's adapter wants to find again in the {@link Outbox}; the core never looks inside. */
    public @Nullable Object headers() {
        return headers;
    }

    int bytes() {
        return (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
    }
}
