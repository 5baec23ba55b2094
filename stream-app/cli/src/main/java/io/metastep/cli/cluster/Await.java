package io.metastep.cli.cluster;

import io.metastep.cli.CommandFailure;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.RetriableException;

/** Waits for answers of the admin client. */
public final class Await {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 500;

    private Await() {}

    /** The answer, or a failure that a command can report. */
    public static <T> T result(KafkaFuture<T> future) {
        try {
            return orCause(future);
        } catch (KafkaException e) {
            throw CommandFailure.failed("The cluster answered: " + e.getMessage());
        }
    }

    /** Asks again while the answer may be another one in a moment, as when a broker has not heard of a new topic yet. */
    static <T> T patiently(String what, Supplier<T> question) {
        return patiently(what, question, PATIENCE);
    }

    static <T> T patiently(String what, Supplier<T> question, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            try {
                return question.get();
            } catch (RetriableException e) {
                if (System.nanoTime() - deadline >= 0) {
                    throw CommandFailure.failed("Could not %s within %d s: %s. Are all brokers of the cluster up?"
                            .formatted(what, patience.toSeconds(), e.getMessage()));
                }
                pause(pause);
            } catch (KafkaException e) {
                throw CommandFailure.failed("Could not %s: %s".formatted(what, e.getMessage()));
            }
        }
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** The answer; what went wrong is thrown as it is. */
    public static <T> T orCause(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw cause(e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static CommandFailure interrupted() {
        Thread.currentThread().interrupt();
        return CommandFailure.failed("Interrupted");
    }

    static KafkaException cause(ExecutionException e) {
        return e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e);
    }
}
