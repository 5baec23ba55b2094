package io.metastep.streams;

import io.metastep.schemas.Limits;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;

/** What Kafka's classes are told, and why. */
final class StreamsProperties {
    /** What the promises rest on; not for others to set. */
    static final Set<String> OWNED = Set.of(
            StreamsConfig.APPLICATION_ID_CONFIG,
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            StreamsConfig.STATE_DIR_CONFIG,
            StreamsConfig.NUM_STREAM_THREADS_CONFIG,
            StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
            StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
            StreamsConfig.POLL_MS_CONFIG,
            StreamsConfig.GROUP_PROTOCOL_CONFIG,
            StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG);

    private static final String READ_COMMITTED =
            IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT);

    /** A rejection is longer than the gradient in it; batches of the client add a little. */
    private static final int REQUEST_BYTES = 2 * (Limits.RECORD_BYTES + Limits.REJECTION_EXTRA_BYTES);

    /** Enough to keep a thread busy between polls; a thousand records of the largest size would be a gigabyte. */
    private static final int BUFFERED_RECORDS = 200;

    /** All partitions of a thread may have to replay as far as the replay distance allows, one after the other. */
    private static final int REPLAY_MILLIS = 30 * 60_000;

    private StreamsProperties() {}

    /** What Kafka Streams is told. */
    @SuppressWarnings("deprecation") // the global-handler switch is born deprecated: Kafka 5 has it always on
    static Properties of(ApplicationSettings settings) {
        Properties properties = new Properties();
        put(properties, StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 16 << 20);
        put(properties, StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
        put(properties, StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
        put(properties, StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class.getName());
        putConsumers(properties, settings);
        putProducer(properties);
        properties.putAll(settings.clientProperties());
        putOwn(properties, settings);
        return properties;
    }

    private static void putOwn(Properties properties, ApplicationSettings settings) {
        put(properties, StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
        put(properties, StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        put(properties, StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        put(properties, StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory());
        put(properties, StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        put(
                properties,
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                settings.commitInterval().toMillis());
        // A commit waits for the poll: with the default of 100 ms the commit interval would mean little.
        put(properties, StreamsConfig.POLL_MS_CONFIG, settings.poll().toMillis());
        put(
                properties,
                StreamsConfig.GROUP_PROTOCOL_CONFIG,
                settings.groupProtocol().setting());
        put(properties, ConsumerConfig.ISOLATION_LEVEL_CONFIG, READ_COMMITTED);
    }

    private static void putConsumers(Properties properties, ApplicationSettings settings) {
        if (settings.groupProtocol() == GroupProtocol.CLASSIC) {
            long session = settings.sessionTimeout().toMillis();
            put(properties, StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), session);
            put(properties, StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), session / 5);
            put(properties, StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
        }
        put(properties, StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), BUFFERED_RECORDS);
        // A thread that replays does not poll.
        put(properties, StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), REPLAY_MILLIS);
        put(properties, StreamsConfig.globalConsumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), READ_COMMITTED);
        put(properties, StreamsConfig.restoreConsumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), READ_COMMITTED);
        // Snapshots are large: a thousand of them at once would be half a gigabyte.
        put(properties, StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 100);
        put(properties, StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 8 << 20);
    }

    private static void putProducer(Properties properties) {
        put(properties, StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 512 << 10);
        // Commits flush. Sending only then would make the long transactions of a busy application wait for all of their
        // records.
        put(properties, StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 25);
        // While the broker still finishes the transaction before, it refuses the first request of the next one for a
        // moment, and with it, as out of sequence and with an error in its log, each one sent behind it.
        put(properties, StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        put(properties, StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 20);
        put(properties, StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), REQUEST_BYTES);
        put(properties, StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 64 << 20);
        put(properties, StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 30_000);
    }

    /** What a consumer outside of Kafka Streams is told; it belongs to no group. */
    static Map<String, Object> reader(ApplicationSettings settings, String role) {
        Map<String, Object> config = client(settings, role);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, READ_COMMITTED);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        // It reads what is there already. The fetch that it sends ahead beyond the last record would keep the broker
        // waiting for more, by default 500 ms, and closing waits for its answer.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 << 20);
        return config;
    }

    /** What a producer outside of Kafka Streams is told. */
    static Map<String, Object> writer(ApplicationSettings settings, String role) {
        Map<String, Object> config = client(settings, role);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, REQUEST_BYTES);
        return config;
    }

    /** Who writes the status of the instance: it gives up soon, since the next status says it all. */
    static Producer<byte[], byte[]> statusProducer(ApplicationSettings settings) {
        Map<String, Object> config = writer(settings, "status");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 1 << 20);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** What any client is told. */
    static Map<String, Object> client(ApplicationSettings settings, String role) {
        Map<String, Object> config = new HashMap<>(settings.clientProperties());
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, settings.applicationId() + "-" + role);
        return config;
    }

    private static void put(Properties properties, String name, Object value) {
        properties.put(name, value.toString());
    }
}
