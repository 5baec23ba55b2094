package io.metastep.metalearner.online;

/** Logarithmic bands of a memory's age, one per octave: 0, 1, 2 to 3, 4 to 7 and so on gradients. */
final class AgeBand {
    private AgeBand() {}

    /** The band, from 0. */
    static int of(long age) {
        return Long.SIZE - Long.numberOfLeadingZeros(age);
    }
}
