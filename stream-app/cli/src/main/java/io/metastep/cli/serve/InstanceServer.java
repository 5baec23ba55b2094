package io.metastep.cli.serve;

import io.metastep.cli.OnExit;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.http.HttpOption;
import io.metastep.ops.ApplicationHealth;
import io.metastep.ops.HttpAddress;
import io.metastep.ops.InstanceMetrics;
import io.metastep.ops.OpsServer;
import io.metastep.ops.page.FleetPage;
import io.metastep.streams.MetastepApplication;
import java.time.InstantSource;
import java.util.Optional;

/** Page, health and metrics of an instance, as a server that is closed on exit. */
public record InstanceServer(HttpAddress address, FleetPage page) {
    /** Starts the server, to be closed on exit; empty if nobody wants one. */
    public static Optional<InstanceServer> start(
            HttpOption http, ClusterSettings cluster, MetastepApplication application, OnExit onExit) {
        if (http.isOff()) {
            return Optional.empty();
        }
        FleetPage page = onExit.closing(FleetPage.open(cluster.connection(), cluster.topics(), InstantSource.system()));
        InstanceMetrics metrics = onExit.closing(new InstanceMetrics(application, page::readings));
        OpsServer server = onExit.closing(http.listen(
                address -> OpsServer.start(address, new ApplicationHealth(application), metrics::scrape, page)));
        return Optional.of(new InstanceServer(server.address(), page));
    }
}
