package io.metastep.cli.serve;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.OnExit;
import io.metastep.cli.Problems;
import io.metastep.ops.AddressInUseException;
import io.metastep.ops.ApplicationHealth;
import io.metastep.ops.HttpAddress;
import io.metastep.ops.InstanceMetrics;
import io.metastep.ops.OpsServer;
import io.metastep.streams.MetastepApplication;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where health, metrics and the page of an instance are to be seen. */
public final class HttpOption {
    private static final String NAME = "--http";
    private static final String OFF = "off";
    private static final int USUAL_PORT = 8080;

    @Option(
            names = NAME,
            paramLabel = "HOST:PORT",
            defaultValue = "${env:METASTEP_HTTP}",
            description = "Where to serve /live, /ready and /metrics, or off; also in METASTEP_HTTP"
                    + " (default: 127.0.0.1:8080, any free port where that is taken).")
    private @Nullable String value;

    void check(Problems problems) {
        problems.require(
                value == null || isOff() || HttpAddress.parse(value).isPresent(),
                NAME + ": expected HOST:PORT, PORT or off, not " + value);
    }

    private boolean isOff() {
        return OFF.equals(value);
    }

    /** Starts the server, to be closed on exit; empty if nobody wants one. */
    public Optional<OpsServer> start(MetastepApplication application, OnExit onExit) {
        if (isOff()) {
            return Optional.empty();
        }
        InstanceMetrics metrics = onExit.closing(new InstanceMetrics(application));
        return Optional.of(onExit.closing(listen(new ApplicationHealth(application), metrics)));
    }

    private OpsServer listen(ApplicationHealth health, InstanceMetrics metrics) {
        if (value != null) {
            return listen(HttpAddress.parse(value).orElseThrow(), health, metrics);
        }
        try {
            return OpsServer.start(new HttpAddress(HttpAddress.LOOPBACK, USUAL_PORT), health, metrics::scrape);
        } catch (AddressInUseException e) {
            return listen(new HttpAddress(HttpAddress.LOOPBACK, 0), health, metrics);
        }
    }

    private static OpsServer listen(HttpAddress address, ApplicationHealth health, InstanceMetrics metrics) {
        try {
            return OpsServer.start(address, health, metrics::scrape);
        } catch (AddressInUseException e) {
            throw CommandFailure.usage(NAME + ": " + e.getMessage());
        }
    }
}
