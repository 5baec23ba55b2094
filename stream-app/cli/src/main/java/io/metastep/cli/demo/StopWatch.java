package io.metastep.cli.demo;

import java.time.Duration;
import java.time.InstantSource;

/** Time since something began; any thread. */
final class StopWatch {

    private final InstantSource clock;
    private final long startMillis;

    /** Begins now. */
    StopWatch(InstantSource clock) {
        this.clock = clock;
        startMillis = clock.millis();
    }

    Duration elapsed() {
        return Duration.ofMillis(clock.millis() - startMillis);
    }

    double seconds() {
        return elapsed().toMillis() / 1_000.0;
    }
}
