package io.metastep.cli.cluster;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.InputFile;
import io.metastep.cli.Problems;
import io.metastep.client.ClientSetting;
import io.metastep.schemas.Topics;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The options of every verb that talks to a cluster. */
public final class ClusterOptions {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterOptions.class);

    /** For help. */
    public static final String HEADING = "%nCluster:%n";

    public static final String SERVERS_OPTION = "--bootstrap-servers";
    public static final String CONFIG_OPTION = "--config";
    public static final String PREFIX_OPTION = "--prefix";

    static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    private static final String JAAS = "sasl.jaas.config";
    private static final Pattern JAAS_SYNTAX =
            Pattern.compile("(?is)[\\w.$]+\\s+(required|requisite|sufficient|optional)\\b(\\s+\\S+\\s*=.*)?;\\s*");

    static final String DEFAULT_SERVERS = "localhost:9092";

    @Option(
            names = {"-b", SERVERS_OPTION},
            paramLabel = "HOST:PORT",
            description = "Brokers to connect to, comma-separated (default: " + DEFAULT_SERVERS
                    + " unless --config names some).")
    @Nullable
    String servers;

    @Option(
            names = {"-c", CONFIG_OPTION},
            paramLabel = "FILE",
            description = "Properties for all Kafka clients, such as security.protocol or sasl.jaas.config.")
    @Nullable
    Path config;

    @Option(
            names = PREFIX_OPTION,
            paramLabel = "NAME",
            description = "Topics are named NAME.gradients.v1 and so on (default: " + Topics.DEFAULT_PREFIX
                    + " unless --config says metastep.prefix).")
    @Nullable
    String prefix;

    /** The settings; fails with a {@link CommandFailure} that lists all that is wrong with the options. */
    public ClusterSettings settings() {
        Problems problems = new Problems();
        ClusterSettings settings = settings(problems);
        problems.throwIfAny();
        return settings;
    }

    /** Adds what is wrong to the problems; what is returned then is good for finding more problems only. */
    public ClusterSettings settings(Problems problems) {
        Map<String, String> properties = readConfig(problems);
        if (servers != null) {
            properties.put(BOOTSTRAP_SERVERS, servers);
        }
        properties.putIfAbsent(BOOTSTRAP_SERVERS, DEFAULT_SERVERS);
        checkServers(properties.getOrDefault(BOOTSTRAP_SERVERS, DEFAULT_SERVERS), problems);
        checkJaas(properties.getOrDefault(JAAS, ""), problems);
        Topics topics = problems.check(PREFIX_OPTION, () -> new Topics(prefix(properties)))
                .orElseGet(Topics::standard);
        ClusterSettings settings = new ClusterSettings(properties, topics);
        problems.check(CONFIG_OPTION, settings::ours);
        warnOfUnknown(settings.kafkaProperties());
        return settings;
    }

    private static void warnOfUnknown(Map<String, String> properties) {
        List<String> unknown = KafkaKeys.unknown(properties.keySet());
        List<String> named = unknown.stream()
                .filter(key -> looksLikeSetting(key, properties.getOrDefault(key, "")))
                .toList();
        if (!named.isEmpty()) {
            LOG.atWarn()
                    .log("--config: no Kafka client has a setting {}; is it spelt right?", String.join(", ", named));
        }
        if (named.size() < unknown.size()) {
            LOG.atWarn()
                    .log(
                            "--config: {} lines are no settings, and not shown here, since they may be secret; is it the right file?",
                            unknown.size() - named.size());
        }
    }

    /** Not a line of a file with passwords or keys that was taken for properties. */
    private static boolean looksLikeSetting(String key, String value) {
        return key.matches("[a-z][a-z0-9._-]*") && !value.isEmpty();
    }

    private String prefix(Map<String, String> properties) {
        return prefix == null
                ? properties.getOrDefault(ClientSetting.PREFIX.key(), ClientSetting.PREFIX.standard())
                : prefix;
    }

    private Map<String, String> readConfig(Problems problems) {
        Map<String, String> properties = new TreeMap<>();
        if (config != null) {
            read(config, problems).forEach((key, value) -> properties.put((String) key, ((String) value).strip()));
        }
        return properties;
    }

    private static Properties read(Path file, Problems problems) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            problems.add(CONFIG_OPTION + ": cannot read " + file + ": " + InputFile.reason(file, e));
        }
        return properties;
    }

    /** Kafka would name the word that it does not understand, which may be the password. */
    private static void checkJaas(String jaas, Problems problems) {
        boolean isElsewhere = jaas.isEmpty() || jaas.startsWith("${");
        problems.require(
                isElsewhere || JAAS_SYNTAX.matcher(jaas).matches(),
                CONFIG_OPTION + ": " + JAAS
                        + " (not shown): expected MODULE required username=\"...\" password=\"...\";"
                        + " on one line, or lines that end with a backslash");
    }

    private static void checkServers(String servers, Problems problems) {
        for (String server : servers.split(",", -1)) {
            if (!server.strip().matches("(\\w+://)?.+:\\d{1,5}")) {
                problems.add(
                        "%s: '%s' is not HOST:PORT, such as localhost:9092".formatted(SERVERS_OPTION, server.strip()));
            }
        }
    }
}
