package io.metastep.cli.cluster;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings that Kafka's clients have, to find misspelt ones: Kafka takes any key, because plug-ins have their own. */
final class KafkaKeys {

    private static final Set<String> KNOWN = known();
    /** Each provider of {@code config.providers} brings keys of its own. */
    private static final String PROVIDERS = AbstractConfig.CONFIG_PROVIDERS_CONFIG + ".";

    private static final String PREFIXES = "^((main|restore|global)\\.)?(consumer|producer|admin)\\.";

    private KafkaKeys() {}

    /** The keys that no client of Kafka knows, in order. */
    static List<String> unknown(Collection<String> keys) {
        return keys.stream().filter(key -> !isKnown(key)).sorted().toList();
    }

    private static boolean isKnown(String key) {
        return key.startsWith(PROVIDERS) || KNOWN.contains(key) || KNOWN.contains(key.replaceFirst(PREFIXES, ""));
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(AdminClientConfig.configNames());
        known.addAll(ConsumerConfig.configNames());
        known.addAll(ProducerConfig.configNames());
        known.addAll(StreamsConfig.configDef().names());
        known.add(AbstractConfig.CONFIG_PROVIDERS_CONFIG);
        return known;
    }
}
