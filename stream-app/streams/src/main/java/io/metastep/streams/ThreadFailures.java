package io.metastep.streams;

import io.metastep.streams.core.StateFormatException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that died, unless too many died lately or the cause would only come again; then the instance
 * stops and says so. Thread-safe.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);
    private static final int BUDGET = 5;
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final Deque<Long> recent = new ArrayDeque<>();
    private final CompletableFuture<Throwable> fatal = new CompletableFuture<>();
    private int count;

    ThreadFailures(InstantSource clock) {
        this.clock = clock;
    }

    /** How many threads have died. */
    synchronized int count() {
        return count;
    }

    /** Completes with the cause when the instance stops. */
    CompletableFuture<Throwable> fatal() {
        return fatal;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable exception) {
        count++;
        if (isHopeless(exception) || isSpent(clock.millis())) {
            LOG.atError().setCause(exception).log("A stream thread died; the application stops");
            fatal.complete(exception);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.atWarn().setCause(exception).log("A stream thread died; another takes its place");
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static boolean isHopeless(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof StateFormatException || cause instanceof Error) {
                return true;
            }
        }
        return false;
    }

    private boolean isSpent(long now) {
        recent.addLast(now);
        while (recent.getFirst() < now - WINDOW.toMillis()) {
            recent.removeFirst();
        }
        return recent.size() > BUDGET;
    }
}
