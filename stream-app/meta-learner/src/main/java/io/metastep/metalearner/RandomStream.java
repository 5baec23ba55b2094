package io.metastep.metalearner;

/**
 * The SplitMix generator (Steele, Lea and Flood 2014) with a state that can be saved: two numbers. Returns the same values as
 * {@link java.util.SplittableRandom}, whose state nobody can read.
 */
final class RandomStream {
    private static final long GOLDEN_GAMMA = 0x9e37_79b9_7f4a_7c15L;
    private static final int FEWEST_CHANGES = 24;

    private final long gamma; // odd
    private long state;

    RandomStream(long seed) {
        this(seed, GOLDEN_GAMMA);
    }

    private RandomStream(long state, long gamma) {
        this.state = state;
        this.gamma = gamma;
    }

    long nextLong() {
        return mix(next());
    }

    /** Uniform in [0, 1), 53 bits. */
    double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /** A stream of its own. */
    RandomStream split() {
        long seed = nextLong();
        return new RandomStream(seed, mixGamma(next()));
    }

    private long next() {
        state += gamma;
        return state;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return z ^ (z >>> 31);
    }

    private static long mixGamma(long value) {
        long z = (value ^ (value >>> 33)) * 0xff51_afd7_ed55_8ccdL;
        z = (z ^ (z >>> 33)) * 0xc4ce_b9fe_1a85_ec53L;
        z = (z ^ (z >>> 33)) | 1;
        return Long.bitCount(z ^ (z >>> 1)) < FEWEST_CHANGES ? z ^ 0xaaaa_aaaa_aaaa_aaaaL : z;
    }

    void save(SnapshotOutput out) {
        out.number(state);
        out.number(gamma);
    }

    static RandomStream restore(SnapshotInput in) {
        return new RandomStream(in.number(), in.number());
    }
}
