package io.metastep.streams;

import io.metastep.streams.audit.JobKeys;
import io.metastep.streams.core.BlockStorage;
import io.metastep.streams.core.MemoryTable;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster has for the audit of a job.
 *
 * @param gradients by partition
 * @param updates by partition; they end no later than the gradients, so every answer has its gradient
 * @param optimizers what was published last under each key
 * @param kept what the application stores of the job, by partition; empty if that is not asked for
 */
record AuditInput(
        SortedMap<Integer, Extent> gradients,
        SortedMap<Integer, Extent> updates,
        Map<Bytes, byte[]> optimizers,
        Map<Integer, BlockStorage> kept) {
    private static final byte[] ALL = {};
    private static final String CREATE = "create it with: metastep topics create";

    /** Reads all of it but gradients and updates themselves. */
    static AuditInput read(ApplicationSettings settings, String jobId, boolean isFromLog) {
        try (Cluster cluster = Cluster.connect(settings)) {
            SortedMap<Integer, Extent> updates =
                    Extent.of(cluster, settings.topics().updates(), CREATE);
            SortedMap<Integer, Extent> gradients =
                    Extent.of(cluster, settings.topics().gradients(), CREATE);
            return new AuditInput(
                    gradients,
                    updates,
                    optimizers(cluster, settings),
                    isFromLog ? Map.of() : kept(cluster, settings, jobId));
        }
    }

    private static Map<Bytes, byte[]> optimizers(Cluster cluster, ApplicationSettings settings) {
        Map<Bytes, byte[]> last = new HashMap<>();
        Extent.of(cluster, settings.topics().optimizers(), CREATE)
                .values()
                .forEach(extent -> read(settings, extent, record -> {
                    if (record.key() != null && record.value() != null) {
                        last.put(Bytes.wrap(record.key()), record.value());
                    }
                }));
        return last;
    }

    private static Map<Integer, BlockStorage> kept(Cluster cluster, ApplicationSettings settings, String jobId) {
        byte[] ofJob = JobKeys.prefix(jobId);
        Map<Integer, MemoryTable> headers = tables(cluster, settings, MetastepTopology.HEADERS, ofJob);
        Map<Integer, MemoryTable> snapshots = tables(cluster, settings, MetastepTopology.SNAPSHOTS, ofJob);
        Map<Integer, MemoryTable> positions = tables(cluster, settings, MetastepTopology.POSITION, ALL);
        Map<Integer, BlockStorage> kept = new HashMap<>();
        headers.forEach((partition, table) -> {
            MemoryTable pieces = snapshots.getOrDefault(partition, new MemoryTable());
            MemoryTable position = positions.getOrDefault(partition, new MemoryTable());
            kept.put(partition, new BlockStorage(table, pieces, position));
        });
        return kept;
    }

    private static Map<Integer, MemoryTable> tables(
            Cluster cluster, ApplicationSettings settings, String store, byte[] prefix) {
        String topic = settings.applicationId() + "-" + store + "-changelog";
        Map<Integer, MemoryTable> tables = new HashMap<>();
        Extent.of(cluster, topic, "give the id of the application that served the job, or look at the log alone")
                .forEach((partition, extent) -> {
                    MemoryTable table = new MemoryTable();
                    read(settings, extent, record -> put(record, prefix, table));
                    tables.put(partition, table);
                });
        return tables;
    }

    private static void put(ConsumerRecord<byte[], byte[]> record, byte[] prefix, MemoryTable table) {
        byte @Nullable [] value = record.value();
        if (!JobKeys.startsWith(record.key(), prefix)) {
            return;
        }
        if (value == null) {
            table.delete(record.key());
        } else {
            table.put(record.key(), value);
        }
    }

    private static void read(
            ApplicationSettings settings, Extent extent, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (PartitionReading reading = PartitionReading.of(settings, extent)) {
            for (var record = reading.next(); record != null; record = reading.next()) {
                each.accept(record);
            }
        }
    }
}
