package io.metastep.client;

import io.metastep.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a client reaches the cluster and how patient it is.
 *
 * @param topics names of the topics
 * @param stepTimeout how long a step waits for all its updates
 * @param resendAfter after how long an unanswered gradient is sent again
 * @param closeTimeout how long closing waits for the broker
 * @param connectTimeout how long opening waits for the first broker
 * @param kafka settings of Kafka's clients (TLS, SASL, compression.type and so on), bootstrap.servers among them; those that
 *     begin with {@code producer.} or {@code consumer.} are for that one only
 */
public record ClientSettings(
        Topics topics,
        Duration stepTimeout,
        Duration resendAfter,
        Duration closeTimeout,
        Duration connectTimeout,
        Map<String, String> kafka) {
    /** What the guarantees rest on; not the user's to set. */
    static final List<String> RESERVED = List.of(
            "acks",
            "enable.idempotence",
            "transactional.id",
            "isolation.level",
            "group.id",
            "enable.auto.commit",
            "auto.offset.reset",
            "max.request.size",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer");

    /** Checks all of it; the message of the exception lists every problem. */
    public ClientSettings {
        kafka = Map.copyOf(kafka);
        List<String> problems = new ArrayList<>();
        positive(ClientSetting.STEP_TIMEOUT, stepTimeout, problems);
        positive(ClientSetting.RESEND_AFTER, resendAfter, problems);
        positive(ClientSetting.CLOSE_TIMEOUT, closeTimeout, problems);
        positive(ClientSetting.CONNECT_TIMEOUT, connectTimeout, problems);
        if (kafka.getOrDefault("bootstrap.servers", "").isBlank()) {
            problems.add("bootstrap.servers is missing; set it to host:port of one or more brokers");
        }
        new TreeMap<>(kafka).keySet().forEach(key -> check(key, problems));
        fail(problems);
    }

    /** Defaults for that cluster. */
    public static ClientSettings at(String bootstrapServers) {
        return of(Map.of("bootstrap.servers", bootstrapServers));
    }

    /**
     * Settings from a configuration file: this library's by {@link ClientSetting}, all others go to Kafka's clients.
     * Keys of other parts of Metastep are passed over.
     *
     * @throws IllegalArgumentException lists every problem
     */
    public static ClientSettings of(Map<String, String> properties) {
        List<String> problems = new ArrayList<>();
        unknownKeys(properties, problems);
        Topics topics = topics(properties, problems);
        Duration stepTimeout = millis(ClientSetting.STEP_TIMEOUT, properties, problems);
        Duration resendAfter = millis(ClientSetting.RESEND_AFTER, properties, problems);
        Duration closeTimeout = millis(ClientSetting.CLOSE_TIMEOUT, properties, problems);
        Duration connectTimeout = millis(ClientSetting.CONNECT_TIMEOUT, properties, problems);
        Map<String, String> kafka = kafkaOnly(properties);
        try {
            ClientSettings settings =
                    new ClientSettings(topics, stepTimeout, resendAfter, closeTimeout, connectTimeout, kafka);
            fail(problems);
            return settings;
        } catch (Problems e) {
            problems.addAll(
                    e.problems.stream().filter(p -> !problems.contains(p)).toList());
            throw new Problems(problems);
        }
    }

    /** The same settings but for one, by its key. */
    public ClientSettings with(String key, String value) {
        Map<String, String> properties = new HashMap<>(kafka);
        properties.put(ClientSetting.PREFIX.key(), topics.prefix());
        properties.put(ClientSetting.STEP_TIMEOUT.key(), Long.toString(stepTimeout.toMillis()));
        properties.put(ClientSetting.RESEND_AFTER.key(), Long.toString(resendAfter.toMillis()));
        properties.put(ClientSetting.CLOSE_TIMEOUT.key(), Long.toString(closeTimeout.toMillis()));
        properties.put(ClientSetting.CONNECT_TIMEOUT.key(), Long.toString(connectTimeout.toMillis()));
        properties.put(key, value);
        return of(properties);
    }

    public String bootstrapServers() {
        return kafka.getOrDefault("bootstrap.servers", "");
    }

    /** The name of threads and Kafka clients. */
    String clientId() {
        return kafka.getOrDefault("client.id", "metastep-client");
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "ClientSettings[" + topics.prefix() + " at " + bootstrapServers() + ", step timeout "
                + stepTimeout.toMillis() + " ms, resend after " + resendAfter.toMillis() + " ms]";
    }

    /** Every problem of a configuration at once. */
    private static final class Problems extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private final transient List<String> problems;

        private Problems(List<String> problems) {
            super("Client settings: " + String.join("; ", problems));
            this.problems = List.copyOf(problems);
        }
    }

    private static void fail(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new Problems(problems);
        }
    }

    private static void check(String key, List<String> problems) {
        if (RESERVED.contains(key.replaceFirst("^(producer|consumer)\\.", ""))) {
            problems.add(key + " is fixed by Metastep's guarantees; leave it out");
        }
    }

    private static void positive(ClientSetting setting, Duration value, List<String> problems) {
        if (value.toMillis() < 1) {
            problems.add(setting.key() + " is " + value.toMillis() + "; expected a positive number of milliseconds");
        }
    }

    private static void unknownKeys(Map<String, String> properties, List<String> problems) {
        new TreeMap<>(properties)
                .keySet().stream()
                        .filter(key -> key.startsWith(ClientSetting.OURS) && !ClientSetting.isKnown(key))
                        .forEach(key -> problems.add(key + " is not a setting; did you mean "
                                + ClientSetting.closest(key).orElse("another") + "?"));
    }

    private static Topics topics(Map<String, String> properties, List<String> problems) {
        try {
            return new Topics(properties.getOrDefault(ClientSetting.PREFIX.key(), ClientSetting.PREFIX.standard()));
        } catch (IllegalArgumentException e) {
            problems.add(ClientSetting.PREFIX.key() + ": " + e.getMessage());
            return Topics.standard();
        }
    }

    private static Duration millis(ClientSetting setting, Map<String, String> properties, List<String> problems) {
        String text = properties.getOrDefault(setting.key(), setting.standard());
        try {
            return Duration.ofMillis(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            problems.add(setting.key() + " is '" + text + "'; expected a positive number of milliseconds");
            return setting.standardDuration();
        }
    }

    private static Map<String, String> kafkaOnly(Map<String, String> properties) {
        Map<String, String> kafka = new HashMap<>(properties);
        kafka.keySet().removeIf(key -> key.startsWith("metastep."));
        return kafka;
    }
}
