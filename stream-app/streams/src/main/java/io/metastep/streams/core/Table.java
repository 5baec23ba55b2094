package io.metastep.streams.core;

import org.jspecify.annotations.Nullable;

/** A durable map from bytes to bytes whose writes commit together with the partition's position. Arrays change hands. */
public interface Table {
    byte @Nullable [] get(byte[] key);

    void put(byte[] key, byte[] value);

    void delete(byte[] key);

    /** Visits all entries whose key starts with the prefix, in no promised order; the visitor must not write. */
    void scan(byte[] prefix, Visitor visitor);

    /** Receives entries. */
    interface Visitor {
        void visit(byte[] key, byte[] value);
    }
}
