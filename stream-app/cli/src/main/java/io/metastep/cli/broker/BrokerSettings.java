package io.metastep.cli.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How an embedded broker is started.
 *
 * @param port port of the client listener on the loopback address, 0 for any free one
 * @param directory where logs are kept, also after the broker is closed; empty for a temporary folder removed on close
 * @param overrides broker properties that replace the defaults of the embedded broker
 * @param closeOnExit whether a shutdown hook closes it; not for a process whose own hook closes clients first and the broker last
 */
public record BrokerSettings(int port, Optional<Path> directory, Map<String, String> overrides, boolean closeOnExit) {

    /** Any free port, a temporary folder. */
    public static final BrokerSettings DEFAULT = new BrokerSettings(0, Optional.empty(), Map.of(), true);

    public BrokerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Port must be 0 (any free one) to 65535, got " + port);
        }
        overrides = Map.copyOf(overrides);
    }

    /** The same settings with another client port. */
    public BrokerSettings withPort(int newPort) {
        return new BrokerSettings(newPort, directory, overrides, closeOnExit);
    }

    /** The same settings with logs that survive the broker. */
    public BrokerSettings withDirectory(Path newDirectory) {
        return new BrokerSettings(port, Optional.of(newDirectory), overrides, closeOnExit);
    }

    /** The same settings with other broker properties on top of the embedded broker's defaults. */
    public BrokerSettings withOverrides(Map<String, String> newOverrides) {
        return new BrokerSettings(port, directory, newOverrides, closeOnExit);
    }

    /** The same settings for an owner that closes the broker also when the JVM is told to stop. */
    public BrokerSettings closedByOwner() {
        return new BrokerSettings(port, directory, overrides, false);
    }
}
