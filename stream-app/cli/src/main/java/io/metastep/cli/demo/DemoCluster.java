package io.metastep.cli.demo;

import io.metastep.cli.OnExit;
import io.metastep.cli.TemporaryFolder;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.cluster.RecordCount;
import io.metastep.cli.http.HttpOption;
import io.metastep.cli.serve.Application;
import io.metastep.cli.serve.InstanceServer;
import io.metastep.cli.terminal.Screen;
import io.metastep.client.MetastepClient;
import io.metastep.streams.MetastepApplication;
import io.metastep.streams.SettingsBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The application in the demo's process, and the client that all jobs share; closed in reverse order on exit. */
final class DemoCluster {

    private final ClusterSettings cluster;
    private final MetastepApplication application;
    private final MetastepClient client;

    private Optional<InstanceServer> server = Optional.empty();

    private DemoCluster(ClusterSettings cluster, MetastepApplication application, MetastepClient client) {
        this.cluster = cluster;
        this.application = application;
        this.client = client;
    }

    /**
     * Starts both and waits until the application runs: it then knows every optimizer that was published before.
     *
     * @param change to the application's settings
     */
    static DemoCluster start(ClusterSettings cluster, UnaryOperator<SettingsBuilder> change, OnExit onExit) {
        TemporaryFolder state = onExit.closing(TemporaryFolder.create("metastep-demo-"));
        SettingsBuilder settings = Application.builder(cluster).stateDirectory(state.path());
        MetastepApplication application =
                Application.start(change.apply(settings).build(), onExit);
        Application.awaitRunning(application);
        MetastepClient client = onExit.closing(MetastepClient.open(cluster.client()));
        // Jobs must not wait for answers that nobody will give.
        application.failure().thenRun(client::close);
        return new DemoCluster(cluster, application, client);
    }

    /** Serves the page of what goes on; says where. */
    void serve(HttpOption http, Screen screen, OnExit onExit) {
        server = InstanceServer.start(http, cluster, application, onExit);
        server.ifPresent(page -> screen.line("   Watch it live: " + screen.bold("http://" + page.address())));
    }

    /** Shows the rivals beside the job there. */
    void show(PlannedJob job, List<RivalRun> rivals) {
        server.ifPresent(page -> rivals.forEach(rival -> page.page().show(rival.baseline(job))));
    }

    /** Why the application stopped by itself, if it did. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(application.failure().toCompletableFuture().getNow(null));
    }

    MetastepClient client() {
        return client;
    }

    /** Records in the topic of rejections. */
    long rejected() {
        return RecordCount.of(cluster, cluster.topics().rejected());
    }
}
