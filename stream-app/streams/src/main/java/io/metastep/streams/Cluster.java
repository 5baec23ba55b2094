package io.metastep.streams;

import io.metastep.streams.StartupException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** The cluster as an administrator sees it; its failures are {@link StartupException}s that say what to do. */
final class Cluster implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final DescribeClusterOptions FIRST_CONTACT = new DescribeClusterOptions().timeoutMs(5_000);

    private final Admin admin;
    private final String bootstrapServers;

    private Cluster(Admin admin, String bootstrapServers) {
        this.admin = admin;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Connects and waits for the first answer.
     *
     * @throws StartupException UNREACHABLE within 10 seconds, or FORBIDDEN
     */
    static Cluster connect(ApplicationSettings settings) {
        Map<String, Object> config = StreamsProperties.client(settings, "preflight");
        config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        Cluster cluster = new Cluster(admin(config, settings), settings.bootstrapServers());
        try {
            cluster.get(cluster.admin.describeCluster(FIRST_CONTACT).nodes());
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static Admin admin(Map<String, Object> config, ApplicationSettings settings) {
        try {
            return Admin.create(config);
        } catch (ConfigException e) {
            throw new InvalidSettingsException(
                    List.of(names -> names.apply(Setting.CLIENT_PROPERTIES) + ": " + e.getMessage()));
        } catch (KafkaException e) {
            throw unreachable(settings.bootstrapServers(), e);
        }
    }

    Admin admin() {
        return admin;
    }

    /** How many there are. */
    int brokers() {
        return get(admin.describeCluster().nodes()).size();
    }

    /** The answer, or why there is none. */
    <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get(TIMEOUT.toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw unreachable(bootstrapServers, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(bootstrapServers, e);
        }
    }

    private RuntimeException failure(Throwable cause) {
        if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
            return new StartupException(
                    Kind.FORBIDDEN,
                    List.of("The broker at " + bootstrapServers + " refuses: " + cause.getMessage()
                            + "; check credentials and access rules"),
                    cause);
        }
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return unreachable(bootstrapServers, cause);
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new KafkaException(cause);
    }

    private static StartupException unreachable(String bootstrapServers, Throwable cause) {
        return new StartupException(
                Kind.UNREACHABLE,
                List.of("No broker answers at " + bootstrapServers
                        + "; start one (metastep broker) or name another with --bootstrap-servers"),
                cause);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
