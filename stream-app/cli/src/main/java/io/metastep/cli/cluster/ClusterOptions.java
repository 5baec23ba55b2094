package io.metastep.cli.cluster;

import io.metastep.cli.CommandFailure;
import io.metastep.schemas.Topics;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every verb that talks to a cluster. */
public final class ClusterOptions {

    static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    static final String DEFAULT_SERVERS = "localhost:9092";

    @Option(
            names = {"-b", "--bootstrap-servers"},
            paramLabel = "HOST:PORT",
            description =
                    "Brokers to connect to, comma-separated (default: those of --config, or " + DEFAULT_SERVERS + ").")
    @Nullable
    String servers;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Properties for all Kafka clients, such as security.protocol or sasl.jaas.config.")
    @Nullable
    Path config;

    @Option(
            names = "--prefix",
            paramLabel = "NAME",
            defaultValue = Topics.DEFAULT_PREFIX,
            description = "Topics are named NAME.gradients.v1 and so on (default: ${DEFAULT-VALUE}).")
    String prefix = Topics.DEFAULT_PREFIX;

    /** The settings; fails with a {@link CommandFailure} that lists all that is wrong with the options. */
    public ClusterSettings settings() {
        List<String> problems = new ArrayList<>();
        ClusterSettings settings = settings(problems);
        if (!problems.isEmpty()) {
            throw CommandFailure.usage(problems);
        }
        return settings;
    }

    /** Adds what is wrong to the problems; what is returned then is good for finding more problems only. */
    public ClusterSettings settings(List<String> problems) {
        Map<String, String> properties = readConfig(problems);
        if (servers != null) {
            properties.put(BOOTSTRAP_SERVERS, servers);
        }
        properties.putIfAbsent(BOOTSTRAP_SERVERS, DEFAULT_SERVERS);
        checkServers(properties.getOrDefault(BOOTSTRAP_SERVERS, DEFAULT_SERVERS), problems);
        return new ClusterSettings(properties, topics(problems));
    }

    private Map<String, String> readConfig(List<String> problems) {
        Map<String, String> properties = new TreeMap<>();
        if (config != null) {
            read(config, problems).forEach((key, value) -> properties.put((String) key, ((String) value).strip()));
        }
        return properties;
    }

    private static Properties read(Path file, List<String> problems) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            problems.add(
                    "--config: cannot read " + file + (Files.exists(file) ? ": " + e.getMessage() : ": no such file"));
        }
        return properties;
    }

    private static void checkServers(String servers, List<String> problems) {
        for (String server : servers.split(",", -1)) {
            if (!server.strip().matches("(\\w+://)?.+:\\d{1,5}")) {
                problems.add("--bootstrap-servers: '%s' is not HOST:PORT".formatted(server.strip()));
            }
        }
    }

    private Topics topics(List<String> problems) {
        try {
            return new Topics(prefix);
        } catch (IllegalArgumentException e) {
            problems.add("--prefix: " + e.getMessage());
            return Topics.standard();
        }
    }
}
