package io.metastep.client;

import io.metastep.schemas.Limits;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What Kafka's clients are configured with: our defaults, then the user's settings, then what guarantees rest on. */
final class KafkaProperties {
    private KafkaProperties() {}

    static Map<String, Object> producer(ClientSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, settings.clientId());
        // A step waits for its last block: batch what is there, wait for nothing.
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000L);
        addUsers(settings, "producer.", ProducerConfig.configNames(), ConsumerConfig.configNames(), properties);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Limits.RECORD_BYTES);
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return properties;
    }

    static Map<String, Object> consumer(ClientSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.clientId());
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 500);
        addUsers(settings, "consumer.", ConsumerConfig.configNames(), ProducerConfig.configNames(), properties);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // Updates that retention took are asked for again.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return properties;
    }

    /** All but what only the other kind of client knows; what neither knows may be a plug-in's. */
    private static void addUsers(
            ClientSettings settings, String prefix, Set<String> own, Set<String> others, Map<String, Object> into) {
        settings.kafka().forEach((key, value) -> {
            boolean isPrefixed = key.startsWith("producer.") || key.startsWith("consumer.");
            if (!isPrefixed && (own.contains(key) || !others.contains(key))) {
                into.put(key, value);
            }
        });
        settings.kafka().forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                into.put(key.substring(prefix.length()), value);
            }
        });
    }
}
