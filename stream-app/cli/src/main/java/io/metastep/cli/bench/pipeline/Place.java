package io.metastep.cli.bench.pipeline;

import io.metastep.cli.OnExit;
import io.metastep.cli.TemporaryFolder;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.schemas.Topics;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where applications run.
 *
 * @param core the applications' core
 * @param folder for their logs and state
 * @param servers the broker
 */
record Place(Core core, Path folder, String servers) {

    /** Starts a broker on a core of its own, which this process shares; the other one is left for applications. */
    static Place withBroker(OnExit onExit) {
        boolean pinned = Core.canPin();
        Core brokerCore = new Core(0, pinned);
        brokerCore.pinThisProcess();
        TemporaryFolder folder = onExit.closing(TemporaryFolder.create("metastep-bench-"));
        Child broker = onExit.closing(Child.start(brokerCore, folder.path(), "broker", "--port", "0"));
        String servers = broker.awaitLine(Pattern.compile("broker at (\\S+?),"));
        return new Place(new Core(1, pinned), folder.path(), servers);
    }

    ClusterSettings cluster(Topics topics) {
        return new ClusterSettings(Map.of("bootstrap.servers", servers), topics);
    }
}
