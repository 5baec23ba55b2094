package io.metastep.client;

/** Counts durations in buckets that are 1/32 of a power of two wide, so quantiles are within 3 %. One thread at a time. */
final class LatencyHistogram {
    private static final int SUB_BITS = 5;
    private static final int SUBS = 1 << SUB_BITS;

    private final long[] counts = new long[(Long.SIZE - SUB_BITS) * SUBS];
    private long total;

    // Hot path: per step.
    void record(long nanos) {
        counts[bucket(Math.max(0, nanos))]++;
        total++;
    }

    /** The duration in nanoseconds that the share of all recorded ones does not exceed, 0 when there are none. */
    long quantile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        for (int b = 0; b < counts.length; b++) {
            seen += counts[b];
            if (seen >= rank) {
                return middle(b);
            }
        }
        return 0;
    }

    double quantileMillis(double share) {
        return quantile(share) / 1e6;
    }

    private static int bucket(long nanos) {
        int shift = Math.max(0, Long.SIZE - SUB_BITS - 1 - Long.numberOfLeadingZeros(nanos));
        return shift * SUBS + (int) (nanos >>> shift);
    }

    private static long middle(int bucket) {
        int shift = Math.max(0, bucket / SUBS - 1);
        long from = (long) (bucket - shift * SUBS) << shift;
        return from + (1L << shift) / 2;
    }
}
