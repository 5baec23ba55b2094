package io.metastep.cli.cluster;

import io.metastep.cli.CommandFailure;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** The first question to a cluster: whether it is there. Asked in the background, so that a command can prepare its work. */
public final class FirstContact implements AutoCloseable {

    /** With the start of a JVM on a busy machine less than 10 s. */
    private static final int PATIENCE_SECONDS = 5;

    private final String servers;
    private final Admin admin;
    private final KafkaFuture<?> answer;
    private final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);

    FirstContact(ClusterSettings cluster) {
        servers = cluster.bootstrapServers();
        admin = cluster.admin();
        answer = admin.describeCluster().nodes();
    }

    /** Waits for the answer; fails with a {@link CommandFailure} if there is none 5 s after the question. */
    public void require() {
        try {
            answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw noAnswer();
        } catch (ExecutionException e) {
            throw unreachable(Await.cause(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw noAnswer();
        }
    }

    private CommandFailure unreachable(KafkaException cause) {
        return cause instanceof org.apache.kafka.common.errors.TimeoutException
                ? noAnswer()
                : CommandFailure.unreachable("The broker at %s refused us: %s".formatted(servers, cause.getMessage()));
    }

    private CommandFailure noAnswer() {
        return CommandFailure.unreachable(
                ("No Kafka broker answers at %s within %d s. Is it running, and is its security that of --config?"
                                + " To start one here: metastep broker")
                        .formatted(servers, PATIENCE_SECONDS));
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
