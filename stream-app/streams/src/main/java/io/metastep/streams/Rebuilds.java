package io.metastep.streams;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rebuilds the memory of partitions as soon as their stores are restored, on the thread that restores, while the stream thread goes
 * on answering for its other partitions. Whatever goes wrong here is left to the partition's processor, which checks how far its
 * memory is and replays what is missing. Thread-safe.
 */
final class Rebuilds implements StateRestoreListener, ExposedStore.Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);
    private static final Set<String> NEEDED =
            Set.of(MetastepTopology.HEADERS, MetastepTopology.SNAPSHOTS, MetastepTopology.POSITION);

    private final PartitionFactory factory;
    private final RecoveryEvents events;
    private final Map<Integer, Task> tasks = new ConcurrentHashMap<>();
    private volatile @Nullable KeyValueStore<Bytes, byte[]> optimizers;
    private volatile boolean isStopping;

    /** What is there of one partition. */
    private static final class Task {
        private final Map<String, KeyValueStore<Bytes, byte[]>> open = new HashMap<>();
        private final Set<String> restored = new HashSet<>();
        private @Nullable PartitionParts parts;
        private volatile boolean isRebuilding;

        synchronized void opened(KeyValueStore<Bytes, byte[]> store) {
            forget();
            open.put(store.name(), store);
        }

        synchronized void closing(KeyValueStore<Bytes, byte[]> store) {
            if (open.remove(store.name(), store)) {
                restored.remove(store.name());
                forget();
            }
        }

        synchronized void begin(String store) {
            forget();
            restored.remove(store);
        }

        /** Whether all that is needed is restored now. */
        synchronized boolean end(String store) {
            restored.add(store);
            return restored.containsAll(NEEDED) && open.keySet().containsAll(NEEDED);
        }

        synchronized PartitionStores stores() {
            return PartitionStores.of(open::get);
        }

        synchronized void keep(PartitionParts rebuilt) {
            parts = rebuilt;
        }

        synchronized @Nullable PartitionParts take() {
            PartitionParts taken = parts;
            parts = null;
            return taken;
        }

        private void forget() {
            PartitionParts gone = take();
            if (gone != null) {
                gone.blocks().close();
            }
        }
    }

    Rebuilds(PartitionFactory factory, RecoveryEvents events) {
        this.factory = factory;
        this.events = events;
    }

    /** The same store, known here while it is open. */
    KeyValueBytesStoreSupplier watched(KeyValueBytesStoreSupplier supplier) {
        return ExposedStore.supplier(supplier, this);
    }

    /** What was rebuilt of the partition, once; null for nothing. */
    @Nullable
    PartitionParts take(int partition) {
        return task(partition).take();
    }

    /** Gives up what is being rebuilt. */
    void stop() {
        isStopping = true;
    }

    private Task task(int partition) {
        return tasks.computeIfAbsent(partition, p -> new Task());
    }

    @Override
    public void opened(int partition, KeyValueStore<Bytes, byte[]> store) {
        if (store.name().equals(MetastepTopology.OPTIMIZERS)) {
            optimizers = store;
        } else {
            task(partition).opened(store);
        }
    }

    @Override
    public void closing(KeyValueStore<Bytes, byte[]> store) {
        tasks.values().forEach(task -> task.closing(store));
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long from, long to) {
        if (NEEDED.contains(store)) {
            task(changelog.partition()).begin(store);
        }
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long offset, long records) {
        // Only the end matters.
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long records) {
        KeyValueStore<Bytes, byte[]> published = optimizers;
        if (NEEDED.contains(store) && task(changelog.partition()).end(store) && published != null) {
            rebuild(changelog.partition(), published);
        }
    }

    private void rebuild(int partition, KeyValueStore<Bytes, byte[]> published) {
        Task task = task(partition);
        PartitionParts parts = factory.stoppable(() -> isStopping && task.isRebuilding)
                .create(partition, task.stores(), published::get);
        task.isRebuilding = true;
        try {
            parts.recover(events);
            task.keep(parts);
        } catch (RuntimeException e) {
            parts.blocks().close();
            LOG.atWarn()
                    .setCause(e)
                    .addKeyValue("partition", partition)
                    .log("Memory was not rebuilt while restoring; the partition's processor tries again");
        } finally {
            task.isRebuilding = false;
        }
    }
}
