package io.metastep.cli.bench.process;

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
public record Place(Core core, Path folder, String servers) {

    /** Starts a broker on a core of its own, which this process shares; the other one is left for applications. */
    public static Place withBroker(OnExit onExit) {
        boolean pinned = Core.canPin();
        Core brokerCore = new Core(0, pinned);
        brokerCore.pinThisProcess();
        return withBroker(brokerCore, new Core(1, pinned), onExit);
    }

    /** Starts a broker; it and applications share all cores. */
    public static Place withBrokerOnAllCores(OnExit onExit) {
        Core any = new Core(0, false);
        return withBroker(any, any, onExit);
    }

    private static Place withBroker(Core brokerCore, Core core, OnExit onExit) {
        TemporaryFolder folder = onExit.closing(TemporaryFolder.create("metastep-bench-"));
        Child broker = onExit.closing(Child.start(brokerCore, folder.path(), "broker", "--port", "0"));
        String servers = broker.awaitLine(Pattern.compile("broker at (\\S+?),"));
        return new Place(core, folder.path(), servers);
    }

    public ClusterSettings cluster(Topics topics) {
        return new ClusterSettings(Map.of("bootstrap.servers", servers), topics);
    }
}
