package io.metastep.cli.cluster;

import io.metastep.cli.CommandFailure;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for answers of the admin client. */
public final class Await {

    private Await() {}

    /** The answer, or a failure that a command can report. */
    public static <T> T result(KafkaFuture<T> future) {
        try {
            return orCause(future);
        } catch (KafkaException e) {
            throw CommandFailure.failed("The cluster answered: " + e.getMessage());
        }
    }

    /** The answer; what went wrong is thrown as it is. */
    static <T> T orCause(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw cause(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("Interrupted");
        }
    }

    static KafkaException cause(ExecutionException e) {
        return e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e);
    }
}
