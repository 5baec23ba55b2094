package io.metastep.cli.learn;

import java.time.InstantSource;

/** How fast a count grows, over windows of some seconds; set by one thread, asked by another. */
final class Pace {
    private static final long WINDOW_MILLIS = 4_000;
    private final InstantSource clock;
    private long windowStart;
    private long countThen;
    private double perSecond;

    Pace(InstantSource clock) {
        this.clock = clock;
        windowStart = clock.millis();
    }

    /** Begins at this count. */
    synchronized void startFrom(long count) {
        windowStart = clock.millis();
        countThen = count;
        perSecond = 0;
    }

    /** The pace, when the count is that. */
    synchronized double at(long count) {
        long elapsed = clock.millis() - windowStart;
        if (elapsed >= WINDOW_MILLIS) {
            perSecond = 1_000.0 * (count - countThen) / elapsed;
            windowStart += elapsed;
            countThen = count;
        }
        return perSecond;
    }
}
