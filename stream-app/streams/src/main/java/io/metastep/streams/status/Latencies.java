package io.metastep.streams.status;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** How long gradients of each job have recently waited for their answers, in milliseconds. One thread. */
final class Latencies {
    /** Quantiles are exact to one part in a hundred. */
    private static final int DIGITS = 2;

    private static final long LARGEST_MILLIS = 3_600_000;

    private Map<String, Histogram> recent = new HashMap<>();
    private Map<String, Histogram> before = new HashMap<>();

    // Hot path: per record.
    void add(String jobId, long millis) {
        Histogram histogram = recent.get(jobId);
        if (histogram == null) {
            histogram = begin(jobId);
        }
        histogram.recordValue(Math.min(LARGEST_MILLIS, Math.max(0, millis)));
    }

    private Histogram begin(String jobId) {
        Histogram used = before.remove(jobId);
        Histogram begun = used == null ? empty() : used;
        begun.reset();
        recent.put(jobId, begun);
        return begun;
    }

    static Histogram empty() {
        return new Histogram(DIGITS);
    }

    /** The job's as {@link #decode} reads them; nothing if there are none. */
    ByteBuffer encode(String jobId) {
        return encode(recent.get(jobId));
    }

    private static ByteBuffer encode(@Nullable Histogram histogram) {
        if (histogram == null) {
            return ByteBuffer.allocate(0);
        }
        ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        histogram.encodeIntoByteBuffer(bytes);
        return bytes.flip();
    }

    /** What comes from now on is recent; jobs that nothing came of are forgotten. */
    void forgetRecent() {
        Map<String, Histogram> empty = before;
        empty.clear();
        before = recent;
        recent = empty;
    }

    /**
     * Adds what was encoded to a histogram.
     *
     * @throws IllegalArgumentException if it was not
     */
    static void decode(ByteBuffer encoded, Histogram into) {
        if (encoded.hasRemaining()) {
            try {
                into.add(Histogram.decodeFromByteBuffer(encoded.duplicate(), LARGEST_MILLIS));
            } catch (java.nio.BufferUnderflowException | IndexOutOfBoundsException e) {
                throw new IllegalArgumentException("Not an HdrHistogram", e);
            }
        }
    }
}
