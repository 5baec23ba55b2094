package io.metastep.optimizer;

import java.util.Locale;

/** Argument checks whose messages say what was got and what was expected. */
final class Checks {

    static void require(boolean condition, String message, Object... arguments) {
        if (!condition) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, message, arguments));
        }
    }

    private Checks() {}
}
