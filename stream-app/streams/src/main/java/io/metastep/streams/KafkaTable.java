package io.metastep.streams;

import io.metastep.streams.core.Table;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A state store as the core sees it. */
final class KafkaTable implements Table {
    private KeyValueStore<Bytes, byte[]> store;

    KafkaTable(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Goes on with another store that holds the same. */
    void moveTo(KeyValueStore<Bytes, byte[]> other) {
        store = other;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return store.get(Bytes.wrap(key));
    }

    @Override
    public void put(byte[] key, byte[] value) {
        store.put(Bytes.wrap(key), value);
    }

    @Override
    public void delete(byte[] key) {
        store.delete(Bytes.wrap(key));
    }

    @Override
    public void scan(byte[] prefix, Visitor visitor) {
        try (KeyValueIterator<Bytes, byte[]> entries = entries(prefix)) {
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                visitor.visit(entry.key.get(), entry.value);
            }
        }
    }

    private KeyValueIterator<Bytes, byte[]> entries(byte[] prefix) {
        return prefix.length == 0 ? store.all() : store.prefixScan(prefix, new ByteArraySerializer());
    }
}
