package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;

/**
 * Numbers that look random and follow from names alone, so that a replay samples what was sampled.
 *
 * <p>A chain of the finalizer of SplitMix64 (Steele, Lea and Flood 2014, with Stafford's variant 13 of the constants).
 */
final class SamplingHash {
    private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;
    private static final double UNIT = 0x1p-53;

    private SamplingHash() {}

    /** The seed of one attempt of one block. */
    static long seed(BlockKey key, long attempt) {
        String name = key.toString();
        long hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = next(hash, name.charAt(i));
        }
        return next(hash, attempt);
    }

    /** The seed of what that number numbers below the seed. */
    // Hot path: per coordinate of an unroll.
    static long next(long seed, long number) {
        return mix(seed + GOLDEN_RATIO + number * GOLDEN_RATIO);
    }

    /** A number in [0, 1). */
    // Hot path: per coordinate of an unroll.
    static double uniform(long seed) {
        return (seed >>> 11) * UNIT;
    }

    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
