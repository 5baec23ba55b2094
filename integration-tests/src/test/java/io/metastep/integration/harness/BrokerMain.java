package io.metastep.integration.harness;

import io.metastep.cli.broker.BrokerSettings;
import io.metastep.cli.broker.EmbeddedBroker;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** One node of a cluster as a process of its own, broker and controller; SIGTERM shuts it down cleanly. */
public final class BrokerMain {
    static final String READY = "Broker runs";

    private BrokerMain() {}

    /** Arguments: port, folder of the logs, id of the cluster, file with further properties of the broker. */
    public static void main(String[] arguments) throws Exception {
        ParentWatch.start();
        Path folder = Path.of(arguments[1]);
        Map<String, String> properties = properties(Path.of(arguments[3]));
        if (Files.notExists(folder.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            format(folder, arguments[2], Integer.parseInt(properties.getOrDefault("node.id", "1")));
        }
        BrokerSettings settings =
                new BrokerSettings(Integer.parseInt(arguments[0]), Optional.of(folder), properties, true);
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
            System.out.println(READY + " at " + broker.bootstrapServers());
            new CountDownLatch(1).await();
        }
    }

    private static Map<String, String> properties(Path file) throws Exception {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> all = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
        return all;
    }

    private static void format(Path folder, String clusterId, int nodeId) throws Exception {
        Files.createDirectories(folder);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(nodeId)
                .setClusterId(clusterId)
                .setControllerListenerName("CONTROLLER")
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .addDirectory(folder.toString())
                .setMetadataLogDirectory(folder.toString())
                .run();
    }
}
