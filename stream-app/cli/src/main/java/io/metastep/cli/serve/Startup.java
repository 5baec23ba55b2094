package io.metastep.cli.serve;

import io.metastep.cli.CommandFailure;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Waits for an application that restores and replays as long as its state is large. Only the application itself gives up: whoever waits
 * less than it takes would begin it again and again.
 */
final class Startup {
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(60);

    private Startup() {}

    /** Whether the application runs within the time; false at once if it failed. */
    interface Running {
        boolean await(Duration timeout) throws InterruptedException;
    }

    /**
     * Returns when the application runs.
     *
     * @param failure why it stopped by itself, once it did
     * @param report tells people what it waits for; called once a minute
     * @throws CommandFailure if it stopped by itself
     */
    static void await(Running running, CompletionStage<Throwable> failure, Runnable report)
            throws InterruptedException {
        while (!running.await(REPORT_INTERVAL)) {
            Throwable cause = failure.toCompletableFuture().getNow(null);
            if (cause != null) {
                throw CommandFailure.failed("The application stopped: " + cause);
            }
            report.run();
        }
    }
}
