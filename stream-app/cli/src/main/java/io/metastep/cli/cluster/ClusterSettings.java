package io.metastep.cli.cluster;

import io.metastep.cli.CommandFailure;
import io.metastep.client.ClientSetting;
import io.metastep.client.ClientSettings;
import io.metastep.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * How to reach a cluster and which topics to use there.
 *
 * @param properties Kafka client properties, {@code bootstrap.servers} among them
 * @param topics names of the contract's topics
 */
public record ClusterSettings(Map<String, String> properties, Topics topics) {

    private static final String OURS = "metastep.";

    public ClusterSettings {
        properties = Map.copyOf(properties);
    }

    /** A cluster without security, such as the embedded broker. */
    public static ClusterSettings plain(String bootstrapServers) {
        return new ClusterSettings(Map.of(ClusterOptions.BOOTSTRAP_SERVERS, bootstrapServers), Topics.standard());
    }

    public String bootstrapServers() {
        return properties.getOrDefault(ClusterOptions.BOOTSTRAP_SERVERS, ClusterOptions.DEFAULT_SERVERS);
    }

    /**
     * Settings of the client library.
     *
     * @throws IllegalArgumentException listing every problem
     */
    public ClientSettings client() {
        Map<String, String> all = new HashMap<>(properties);
        all.put(ClientSetting.PREFIX.key(), topics.prefix());
        return ClientSettings.of(all);
    }

    /** What the properties say to Metastep itself; fails like {@link #client}. */
    ClientSettings ours() {
        Map<String, String> ours = new HashMap<>(properties);
        ours.keySet().removeIf(key -> !key.startsWith(OURS));
        ours.put(ClusterOptions.BOOTSTRAP_SERVERS, bootstrapServers());
        ours.put(ClientSetting.PREFIX.key(), topics.prefix());
        return ClientSettings.of(ours);
    }

    /** What goes to Kafka's own clients, without the brokers' addresses. */
    public Map<String, String> kafkaProperties() {
        Map<String, String> kafka = new HashMap<>(properties);
        kafka.keySet().removeIf(key -> key.startsWith(OURS) || key.equals(ClusterOptions.BOOTSTRAP_SERVERS));
        return kafka;
    }

    /** What any of Kafka's own clients needs to reach the cluster, to be added to. */
    public Map<String, Object> connection() {
        Map<String, Object> config = new HashMap<>(kafkaProperties());
        config.put(ClusterOptions.BOOTSTRAP_SERVERS, bootstrapServers());
        return config;
    }

    /** An admin client, closed by the caller. */
    public Admin admin() {
        Map<String, Object> config = connection();
        config.putIfAbsent("request.timeout.ms", "5000");
        config.putIfAbsent("default.api.timeout.ms", "10000");
        try {
            return Admin.create(config);
        } catch (KafkaException e) {
            throw refused(e);
        }
    }

    /** Asks whether the cluster is there; fails with a {@link CommandFailure} if the properties are wrong. */
    public FirstContact firstContact() {
        return new FirstContact(this);
    }

    /** Fails with a {@link CommandFailure} if no broker answers within 5 s, or the properties are wrong. */
    public ClusterSettings requireReachable() {
        try (FirstContact contact = firstContact()) {
            contact.require();
            return this;
        }
    }

    /** Without properties, of which some are secret. */
    @Override
    public String toString() {
        return "ClusterSettings[" + topics.prefix() + " at " + bootstrapServers() + "]";
    }

    /** Clients are made without asking anybody but the name service: what else fails is configuration. */
    private CommandFailure refused(KafkaException e) {
        String reasons = Stream.<Throwable>iterate(
                        e.getCause() == null ? e : e.getCause(), cause -> cause != null, Throwable::getCause)
                .map(cause -> String.valueOf(cause.getMessage()))
                .distinct()
                .collect(Collectors.joining(": "));
        return reasons.contains("resolvable bootstrap")
                ? CommandFailure.unreachable("Cannot connect to %s: %s".formatted(bootstrapServers(), reasons))
                : CommandFailure.usage("--config: " + reasons);
    }
}
