package io.metastep.metalearner.online.trial;

/** 64-bit hashes of names: what a trial remembers of jobs and blocks. */
final class Names {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final double UNIT = 0x1p-53;

    private Names() {}

    /** FNV-1a over the characters, then the finalizer of SplitMix64 (Steele, Lea and Flood 2014). */
    static long hash(String name) {
        long hash = OFFSET;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * PRIME;
        }
        hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
        return hash ^ hash >>> 31;
    }

    /** A number in [0, 1) that a hash stands for. */
    static double uniform(long hash) {
        return (hash >>> 11) * UNIT;
    }
}
