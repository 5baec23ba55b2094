package io.metastep.streams.core;

/**
 * What was decided where the outside world has a say: at the start of an unroll. Written down before it takes effect, so
 * that replay need not ask again.
 */
sealed interface Decision {
    /** This version, family@version, makes the updates from here on. */
    record Use(String version) implements Decision {}

    /** The record names no published optimizer. */
    record Unknown() implements Decision {}

    /** The block gets no memory: there is none left, or what is allowed is used up. */
    enum Refuse implements Decision {
        MEMORY,
        LIMIT
    }
}
