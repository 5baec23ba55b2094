package io.metastep.cli.optimizers;

/** Text from files and topics, which anybody may have written, for a terminal. */
final class Printable {

    private Printable() {}

    /** The text without characters that could move the cursor, colour the screen or turn the direction of writing. */
    static String of(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "\uFFFD");
    }
}
