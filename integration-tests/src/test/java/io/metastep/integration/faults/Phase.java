package io.metastep.integration.faults;

import java.util.Locale;

/** What the application is doing when the fault strikes. */
enum Phase {
    /** It has answered its first records; no snapshot was taken. */
    EARLY,
    /** It has just counted a snapshot, and has more to do. */
    IN_MID_SNAPSHOT,
    /** It is stepping records again to rebuild its memory. */
    DURING_REPLAY;

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Phase of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
