package io.metastep.schemas;

/** 32-bit MurmurHash2 (Appleby 2008) with seed 0x9747b28c: the hash of the default partitioner of Kafka's Java client. */
final class Murmur2 {
    private static final int SEED = 0x9747b28c;
    private static final int M = 0x5bd1e995;

    private Murmur2() {}

    static int hash(byte[] bytes) {
        int h = SEED ^ bytes.length;
        int whole = bytes.length & ~3;
        for (int i = 0; i < whole; i += 4) {
            h = (h * M) ^ scramble(word(bytes, i));
        }
        return finish(tail(h, bytes, whole));
    }

    /** The hash with its sign bit cleared. */
    static int positive(byte[] bytes) {
        return hash(bytes) & 0x7fffffff;
    }

    private static int word(byte[] bytes, int i) {
        return (bytes[i] & 0xff)
                | (bytes[i + 1] & 0xff) << 8
                | (bytes[i + 2] & 0xff) << 16
                | (bytes[i + 3] & 0xff) << 24;
    }

    private static int scramble(int k) {
        int mixed = k * M;
        return (mixed ^ (mixed >>> 24)) * M;
    }

    private static int tail(int hash, byte[] bytes, int whole) {
        int h = hash;
        for (int i = bytes.length - 1; i >= whole; i--) {
            h ^= (bytes[i] & 0xff) << (8 * (i - whole));
        }
        return bytes.length == whole ? h : h * M;
    }

    private static int finish(int hash) {
        int h = (hash ^ (hash >>> 13)) * M;
        return h ^ (h >>> 15);
    }
}
