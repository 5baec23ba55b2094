package io.metastep.cli.serve;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.OnExit;
import io.metastep.cli.Problems;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.ops.AddressInUseException;
import io.metastep.ops.ApplicationHealth;
import io.metastep.ops.HttpAddress;
import io.metastep.ops.InstanceMetrics;
import io.metastep.ops.OpsServer;
import io.metastep.ops.page.FleetPage;
import io.metastep.streams.MetastepApplication;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where health, metrics and the page of an instance are to be seen. */
public final class HttpOption {
    static final String NAME = "--http";
    private static final String OFF = "off";
    private static final HttpAddress USUAL = new HttpAddress(HttpAddress.LOOPBACK, 8080);

    @Option(
            names = NAME,
            paramLabel = "HOST:PORT",
            defaultValue = "${env:METASTEP_HTTP}",
            description =
                    "Where to serve the operations page, /live, /ready and /metrics, or off; also in METASTEP_HTTP"
                            + " (default: 127.0.0.1:8080, any free port where that is taken).")
    private @Nullable String value;

    /** Adds what is wrong with it. */
    public void check(Problems problems) {
        problems.require(
                value == null || isOff() || HttpAddress.parse(value).isPresent(),
                NAME + ": expected HOST:PORT, PORT or off, not " + value);
    }

    private boolean isOff() {
        return OFF.equals(value);
    }

    /** Starts the server, to be closed on exit; empty if nobody wants one. */
    public Optional<OpsServer> start(ClusterSettings cluster, MetastepApplication application, OnExit onExit) {
        if (isOff()) {
            return Optional.empty();
        }
        FleetPage page = onExit.closing(FleetPage.open(cluster.connection(), cluster.topics(), InstantSource.system()));
        InstanceMetrics metrics = onExit.closing(new InstanceMetrics(application, page::readings));
        return Optional.of(onExit.closing(listen(
                address -> OpsServer.start(address, new ApplicationHealth(application), metrics::scrape, page))));
    }

    private OpsServer listen(Function<HttpAddress, OpsServer> start) {
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
