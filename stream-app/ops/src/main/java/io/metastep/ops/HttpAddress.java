package io.metastep.ops;

import java.util.Optional;

/**
 * Where a server listens.
 *
 * @param host name or address of an interface
 * @param port 0 for any free one
 */
public record HttpAddress(String host, int port) {
    /** Reachable from this machine only. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final int MOST = 65_535;

    /** {@code HOST:PORT}, {@code [IPV6]:PORT}, or {@code PORT} on this machine alone; empty if the text is none of these. */
    public static Optional<HttpAddress> parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? LOOPBACK : text.substring(0, colon);
        return port(text.substring(colon + 1))
                .filter(port -> !host.isBlank() && (host.indexOf(':') < 0 || host.startsWith("[")))
                .map(port -> new HttpAddress(host, port));
    }

    private static Optional<Integer> port(String digits) {
        try {
            int port = Integer.parseInt(digits);
            return port >= 0 && port <= MOST ? Optional.of(port) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
