package io.metastep.cli.doctor;

/**
 * Something that was looked at.
 *
 * @param about what it was
 * @param text what was found; where it is not well, also what to do
 */
record Finding(Grade grade, String about, String text) {
    /** How it is. */
    enum Grade {
        /** As it should be. */
        GOOD,
        /** It works; better would be something else. */
        NOTE,
        /** It does not work, or breaks a promise. */
        WRONG
    }

    static Finding good(String about, String text) {
        return new Finding(Grade.GOOD, about, text);
    }

    static Finding note(String about, String text) {
        return new Finding(Grade.NOTE, about, text);
    }

    static Finding wrong(String about, String text) {
        return new Finding(Grade.WRONG, about, text);
    }
}
