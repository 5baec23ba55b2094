package io.metastep.cli.cluster;

import io.metastep.cli.CommandFailure;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;

/** The first question to a cluster: whether it is there. Asked in the background, so that a command can prepare its work. */
public final class FirstContact implements AutoCloseable {

    /** Environment variable: how long to wait for the answer, in seconds; for services that start beside their brokers. */
    public static final String PATIENCE_VARIABLE = "METASTEP_BROKER_WAIT";

    /** With the start of a JVM on a busy machine less than 10 s. */
    private static final int USUAL_SECONDS = 5;

    private static final int MOST_SECONDS = 3600;

    private final int patienceSeconds = patience(System.getenv(PATIENCE_VARIABLE));
    private final String servers;
    private final Admin admin;
    private final KafkaFuture<?> answer;
    private final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(patienceSeconds);

    FirstContact(ClusterSettings cluster) {
        servers = cluster.bootstrapServers();
        admin = cluster.admin();
        answer = admin.describeCluster(new DescribeClusterOptions().timeoutMs(timeoutMillis()))
                .nodes();
    }

    /** From what the environment variable says. */
    static int patience(@Nullable String seconds) {
        if (seconds == null || seconds.isEmpty()) {
            return USUAL_SECONDS;
        }
        if (!seconds.matches("\\d{1,4}") || Integer.parseInt(seconds) > MOST_SECONDS) {
            throw CommandFailure.usage(
                    "%s: expected 0 to %d seconds, not '%s'".formatted(PATIENCE_VARIABLE, MOST_SECONDS, seconds));
        }
        return Integer.parseInt(seconds);
    }

    /** The client gives up after us, so that what it says is what we waited for. */
    private int timeoutMillis() {
        return Math.toIntExact(TimeUnit.SECONDS.toMillis(2L * Math.max(patienceSeconds, USUAL_SECONDS)));
    }

    /** Waits for the answer; fails with a {@link CommandFailure} if there is none in time. */
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
                        .formatted(servers, patienceSeconds));
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
