package io.metastep.streams;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Stores in memory that begin with what a changelog held: what a restore would bring. */
final class TestStores {
    private final Map<String, Map<Bytes, byte[]>> restored = new HashMap<>();

    /** The next store of that name begins with this entry. */
    void restore(String store, Bytes key, byte[] value) {
        restored.computeIfAbsent(store, name -> new TreeMap<>()).put(key, value);
    }

    KeyValueBytesStoreSupplier supplier(String name) {
        KeyValueBytesStoreSupplier plain = Stores.inMemoryKeyValueStore(name);
        Map<Bytes, byte[]> entries = restored.getOrDefault(name, Map.of());
        return new KeyValueBytesStoreSupplier() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public KeyValueStore<Bytes, byte[]> get() {
                return new RestoredStore(plain.get(), entries);
            }

            @Override
            public String metricsScope() {
                return plain.metricsScope();
            }
        };
    }

    /** A store that fills itself when it is initialized. */
    private record RestoredStore(KeyValueStore<Bytes, byte[]> inner, Map<Bytes, byte[]> entries)
            implements KeyValueStore<Bytes, byte[]> {
        @Override
        public void init(StateStoreContext context, StateStore root) {
            inner.init(context, root);
            entries.forEach(inner::put);
        }

        @Override
        public String name() {
            return inner.name();
        }

        @Override
        public void put(Bytes key, byte[] value) {
            inner.put(key, value);
        }

        @Override
        public byte[] putIfAbsent(Bytes key, byte[] value) {
            return inner.putIfAbsent(key, value);
        }

        @Override
        public void putAll(java.util.List<KeyValue<Bytes, byte[]>> all) {
            inner.putAll(all);
        }

        @Override
        public byte[] delete(Bytes key) {
            return inner.delete(key);
        }

        @Override
        public byte[] get(Bytes key) {
            return inner.get(key);
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
            return inner.range(from, to);
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> all() {
            return inner.all();
        }

        @Override
        public <PS extends org.apache.kafka.common.serialization.Serializer<P>, P>
                KeyValueIterator<Bytes, byte[]> prefixScan(P prefix, PS serializer) {
            return inner.prefixScan(prefix, serializer);
        }

        @Override
        public long approximateNumEntries() {
            return inner.approximateNumEntries();
        }

        @Override
        public void close() {
            inner.close();
        }

        @Override
        public boolean persistent() {
            return inner.persistent();
        }

        @Override
        public Position getPosition() {
            return inner.getPosition();
        }

        @Override
        public boolean isOpen() {
            return inner.isOpen();
        }
    }
}
