package io.metastep.optimizees;

import java.util.SplittableRandom;

/** Random streams of the steps of an optimizee. */
final class Streams {
    private Streams() {}

    /**
     * The stream of one step. Seeds go through a hash first: streams of a SplittableRandom whose seeds differ by a multiple of its
     * gamma overlap.
     */
    static SplittableRandom of(long seed, long step) {
        long hashed = new SplittableRandom(seed).nextLong();
        return new SplittableRandom(new SplittableRandom(hashed + step).nextLong());
    }
}
