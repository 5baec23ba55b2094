package io.metastep.cli.http;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.Problems;
import io.metastep.ops.AddressInUseException;
import io.metastep.ops.HttpAddress;
import io.metastep.ops.OpsServer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where health, metrics and the page, if there is one, are to be seen. */
public final class HttpOption {
    public static final String NAME = "--http";
    private static final String OFF = "off";
    private static final HttpAddress USUAL = new HttpAddress(HttpAddress.LOOPBACK, 8080);

    @Option(
            names = NAME,
            paramLabel = "HOST:PORT",
            description = "Where to serve /live, /ready, /metrics and, but for learn, the operations page, or off"
                    + " (default: 127.0.0.1:8080, any free port where that is taken).")
    private @Nullable String value;

    /** Adds what is wrong with it. */
    public void check(Problems problems) {
        problems.require(
                value == null || isOff() || HttpAddress.parse(value).isPresent(),
                NAME + ": expected HOST:PORT, PORT or off, not " + value);
    }

    /** Whether nobody wants a server. */
    public boolean isOff() {
        return OFF.equals(value);
    }

    /** Starts a server at that address; at any free port if the usual one is taken and nobody asked for it. */
    public OpsServer listen(Function<HttpAddress, OpsServer> start) {
        try {
            return start.apply(value == null ? USUAL : HttpAddress.parse(value).orElseThrow());
        } catch (AddressInUseException e) {
            if (value == null) {
                return start.apply(new HttpAddress(HttpAddress.LOOPBACK, 0));
            }
            throw CommandFailure.usage(NAME + ": " + e.getMessage());
        }
    }
}
