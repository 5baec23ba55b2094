package io.metastep.cli.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real KRaft broker in this JVM, reachable from this machine only.
 *
 * <p>Started by one of the factories, it accepts clients when the factory returns. Whoever starts it closes it; closing is
 * idempotent. Unless its settings say otherwise, a JVM that ends without closing it closes it in a shutdown hook, so that its
 * temporary folder never stays.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final int ATTEMPTS = 3;

    private final KafkaRaftServer server;
    private final LogDirectory directory;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread shutdownHook = new Thread(this::stop, "embedded-broker-shutdown");

    private EmbeddedBroker(KafkaRaftServer server, LogDirectory directory, int port) {
        this.server = server;
        this.directory = directory;
        this.port = port;
    }

    /** Starts a broker on any free port with a temporary folder. */
    public static EmbeddedBroker start() {
        return start(BrokerSettings.DEFAULT);
    }

    /**
     * Starts a broker.
     *
     * @throws BrokerStartException if the port is taken, the folder unusable or a property refused
     */
    public static EmbeddedBroker start(BrokerSettings settings) {
        requireFree(settings.port());
        for (int attempt = 1; ; attempt++) {
            try {
                return startOnce(settings);
            } catch (BrokerStartException e) {
                throw e;
            } catch (Exception e) {
                // Between finding a free port and listening on it somebody else may take it.
                if (attempt == ATTEMPTS || !isPortRace(e)) {
                    throw new BrokerStartException(
                            "The embedded broker did not start: " + rootCause(e).getMessage(), e);
                }
            }
        }
    }

    /** Comma-separated host:port list for clients. */
    public String bootstrapServers() {
        return BrokerProperties.HOST + ":" + port;
    }

    /** Port of the client listener. */
    public int port() {
        return port;
    }

    /** Folder of the broker's logs. */
    public Path directory() {
        return directory.path();
    }

    /** Stops the broker and removes its temporary folder. */
    @Override
    public void close() {
        stop();
        forget(shutdownHook);
    }

    private static EmbeddedBroker startOnce(BrokerSettings settings) throws Exception {
        LogDirectory directory = LogDirectory.of(settings);
        // Until there is a broker that somebody can close: Ctrl-C must not leave a temporary folder behind.
        Thread removal = new Thread(directory.release(), "embedded-broker-folder");
        try {
            Runtime.getRuntime().addShutdownHook(removal);
            directory.format();
            return startOn(directory, settings);
        } catch (Throwable e) {
            directory.release().run();
            throw e;
        } finally {
            forget(removal);
        }
    }

    private static EmbeddedBroker startOn(LogDirectory directory, BrokerSettings settings) throws IOException {
        int port = settings.port() == 0 ? Ports.free() : settings.port();
        int controllerPort = Ports.freeBesides(port);
        Properties properties = BrokerProperties.of(directory.path(), port, controllerPort, settings.overrides());
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        startOrShutDown(server);
        EmbeddedBroker broker = new EmbeddedBroker(server, directory, port);
        if (settings.closeOnExit()) {
            Runtime.getRuntime().addShutdownHook(broker.shutdownHook);
        }
        LOG.atInfo()
                .addKeyValue("bootstrapServers", broker.bootstrapServers())
                .addKeyValue("directory", directory.path())
                .log("Embedded broker started");
        return broker;
    }

    private static void startOrShutDown(KafkaRaftServer server) {
        try {
            server.startup();
        } catch (Throwable e) {
            server.shutdown();
            throw e;
        }
    }

    private void stop() {
        if (closed.compareAndSet(false, true)) {
            server.shutdown();
            server.awaitShutdown();
            directory.release().run();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.atDebug().setCause(e).log("The JVM is already shutting down");
        }
    }

    private static void requireFree(int port) {
        if (port != 0 && !Ports.isFree(port)) {
            throw new BrokerStartException(
                    "Port %d on %s is in use; choose another one, or 0 for any free one"
                            .formatted(port, BrokerProperties.HOST),
                    new IOException("Address already in use"));
        }
    }

    private static boolean isPortRace(Throwable e) {
        return String.valueOf(rootCause(e).getMessage()).contains("Address already in use");
    }

    private static Throwable rootCause(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : rootCause(cause);
    }
}
