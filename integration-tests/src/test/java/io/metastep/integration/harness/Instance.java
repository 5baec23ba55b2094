package io.metastep.integration.harness;

import io.metastep.streams.core.Counters.Event;

/** One instance of the application, in this JVM or in one of its own. */
public interface Instance extends AutoCloseable {
    /** What it counted since its start. */
    long counted(Event event);

    /** Stream threads that are neither dead nor on their way there. */
    int aliveThreads();

    boolean isRunning();

    /** Drains and stops it. */
    @Override
    void close();
}
