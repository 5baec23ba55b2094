package io.metastep.cli.demo;

import io.metastep.cli.OnExit;
import io.metastep.cli.TemporaryFolder;
import io.metastep.cli.broker.BrokerSettings;
import io.metastep.cli.broker.EmbeddedBroker;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.cluster.RecordCount;
import io.metastep.cli.cluster.TopicSetup;
import io.metastep.cli.serve.Application;
import io.metastep.client.MetastepClient;
import io.metastep.streams.ApplicationSettings;
import io.metastep.streams.MetastepApplication;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/** Everything that runs in the demo's process: broker, topics, application, client; closed in reverse order on exit. */
final class DemoCluster {

    private static final int PARTITIONS = 4;

    private final ClusterSettings cluster;
    private final MetastepApplication application;
    private final MetastepClient client;

    private DemoCluster(ClusterSettings cluster, MetastepApplication application, MetastepClient client) {
        this.cluster = cluster;
        this.application = application;
        this.client = client;
    }

    static DemoCluster start(int port, int threads, OnExit onExit) {
        TemporaryFolder state = onExit.closing(TemporaryFolder.create("metastep-demo-"));
        EmbeddedBroker broker = onExit.closing(
                EmbeddedBroker.start(BrokerSettings.DEFAULT.withPort(port).closedByOwner()));
        ClusterSettings cluster = ClusterSettings.plain(broker.bootstrapServers());
        try (Admin admin = cluster.admin()) {
            new TopicSetup(admin, cluster.topics()).create(PARTITIONS, Optional.empty());
        }
        ApplicationSettings settings = Application.builder(cluster)
                .stateDirectory(state.path())
                .threads(threads)
                .build();
        MetastepApplication application = Application.start(settings, onExit);
        Application.awaitRunning(application);
        MetastepClient client = onExit.closing(MetastepClient.open(cluster.client()));
        // Jobs must not wait for answers that nobody will give.
        application.failure().thenRun(client::close);
        return new DemoCluster(cluster, application, client);
    }

    /** Why the application stopped by itself, if it did. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(application.failure().toCompletableFuture().getNow(null));
    }

    MetastepClient client() {
        return client;
    }

    String bootstrapServers() {
        return cluster.bootstrapServers();
    }

    /** Records in the topic of rejections. */
    long rejected() {
        return RecordCount.of(cluster, cluster.topics().rejected());
    }

    static int partitions() {
        return PARTITIONS;
    }
}
