package io.metastep.streams;

import io.metastep.schemas.Topics;
import io.metastep.streams.status.StatusPartitioner;
import io.metastep.streams.status.StatusProcessor;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology: gradients to one processor to updates, trajectories, comparisons, rejected and activity; the optimizers topic in a
 * global store; activity to another processor to status.
 *
 * <p>Source and sinks move bytes; decoding and encoding happen in the processor, where bad input becomes a rejection.
 */
final class MetastepTopology {
    static final String HEADERS = "headers";
    static final String SNAPSHOTS = "snapshots";
    static final String POSITION = "position";
    static final String OPTIMIZERS = "optimizers";
    static final String UPDATES_SINK = "updates";
    static final String TRAJECTORIES_SINK = "trajectories";
    static final String COMPARISONS_SINK = "comparisons";
    static final String REJECTED_SINK = "rejected";
    static final String ACTIVITY_SINK = "activity";

    private static final String SOURCE = "gradients";
    private static final String PROCESSOR = "steps";

    private static final String ACTIVITY_SOURCE = "activity-source";
    private static final String STATUS_PROCESSOR = "jobs";
    private static final String STATUS_SINK = "status";

    /** Snapshots replace each other quickly: what is left of the old ones should not have to be read at a restart. */
    private static final Map<String, String> SNAPSHOT_LOG =
            Map.of("segment.bytes", Integer.toString(64 << 20), "max.compaction.lag.ms", "300000");

    /** One tiny record per commit. */
    private static final Map<String, String> POSITION_LOG =
            Map.of("segment.bytes", Integer.toString(4 << 20), "max.compaction.lag.ms", "60000");

    private MetastepTopology() {}

    static Topology of(Topics topics, Environment environment) {
        return of(topics, environment, MetastepTopology::supplier, true);
    }

    /** The topology of an application that forgets everything when it stops. */
    static Topology withoutStateLog(Topics topics, Environment environment) {
        return of(topics, environment, MetastepTopology::supplier, false);
    }

    /**
     * The topology.
     *
     * @param suppliers where stores come from, by their names
     */
    static Topology of(Topics topics, Environment environment, Function<String, KeyValueBytesStoreSupplier> suppliers) {
        return of(topics, environment, suppliers, true);
    }

    private static Topology of(
            Topics topics,
            Environment environment,
            Function<String, KeyValueBytesStoreSupplier> sources,
            boolean isLogged) {
        Function<String, KeyValueBytesStoreSupplier> suppliers =
                name -> environment.rebuilds().watched(sources.apply(name));
        // Kafka Streams numbers tasks in this order: those of gradients are 1_0, 1_1, and so on, whatever comes after
        // them.
        Topology topology = gradients(topics, environment, suppliers, isLogged);
        return status(topics, topology);
    }

    /** From gradients to all that is answered and written about them. */
    private static Topology gradients(
            Topics topics,
            Environment environment,
            Function<String, KeyValueBytesStoreSupplier> suppliers,
            boolean isLogged) {
        return new Topology()
                .addGlobalStore(
                        builder(suppliers.apply(OPTIMIZERS)).withLoggingDisabled(),
                        "optimizers-source",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.optimizers(),
                        "optimizers-intake",
                        OptimizerIntake::new)
                .addSource(
                        AutoOffsetReset.none(),
                        SOURCE,
                        new BrokerTimestamps(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.gradients())
                .addProcessor(PROCESSOR, () -> new GradientProcessor(environment), SOURCE)
                .addStateStore(
                        logged(builder(suppliers.apply(HEADERS)).withCachingEnabled(), SNAPSHOT_LOG, isLogged),
                        PROCESSOR)
                .addStateStore(logged(builder(suppliers.apply(SNAPSHOTS)), SNAPSHOT_LOG, isLogged), PROCESSOR)
                .addStateStore(
                        logged(builder(suppliers.apply(POSITION)).withCachingEnabled(), POSITION_LOG, isLogged),
                        PROCESSOR)
                .addSink(
                        UPDATES_SINK,
                        topics.updates(),
                        Destination.SERIALIZER,
                        new ByteArraySerializer(),
                        Destination.PARTITIONER,
                        PROCESSOR)
                .addSink(
                        TRAJECTORIES_SINK,
                        topics.trajectories(),
                        Destination.SERIALIZER,
                        new ByteArraySerializer(),
                        Destination.PARTITIONER,
                        PROCESSOR)
                .addSink(
                        COMPARISONS_SINK,
                        topics.comparisons(),
                        Destination.SERIALIZER,
                        new ByteArraySerializer(),
                        Destination.PARTITIONER,
                        PROCESSOR)
                .addSink(
                        REJECTED_SINK,
                        topics.rejected(),
                        Destination.SERIALIZER,
                        new ByteArraySerializer(),
                        Destination.PARTITIONER,
                        PROCESSOR)
                .addSink(
                        ACTIVITY_SINK,
                        topics.activity(),
                        Destination.SERIALIZER,
                        new ByteArraySerializer(),
                        Destination.PARTITIONER,
                        PROCESSOR);
    }

    /** From the activity of a job in all of its partitions to its status. What is old says nothing, so it begins at the end. */
    private static Topology status(Topics topics, Topology topology) {
        return topology.addSource(
                        AutoOffsetReset.latest(),
                        ACTIVITY_SOURCE,
                        new BrokerTimestamps(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.activity())
                .addProcessor(STATUS_PROCESSOR, StatusProcessor::new, ACTIVITY_SOURCE)
                .addStateStore(
                        Stores.timestampedKeyValueStoreBuilder(
                                        Stores.inMemoryKeyValueStore(StatusProcessor.PARTS),
                                        Serdes.String(),
                                        Serdes.ByteArray())
                                .withLoggingDisabled(),
                        STATUS_PROCESSOR)
                .addSink(
                        STATUS_SINK,
                        topics.status(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        new StatusPartitioner(),
                        STATUS_PROCESSOR);
    }

    private static KeyValueBytesStoreSupplier supplier(String name) {
        boolean isSmall = name.equals(POSITION) || name.equals(OPTIMIZERS);
        return isSmall ? Stores.inMemoryKeyValueStore(name) : Stores.persistentKeyValueStore(name);
    }

    private static StoreBuilder<?> logged(StoreBuilder<?> store, Map<String, String> config, boolean isLogged) {
        return isLogged ? store.withLoggingEnabled(config) : store.withLoggingDisabled();
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(KeyValueBytesStoreSupplier supplier) {
        return Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray());
    }
}
