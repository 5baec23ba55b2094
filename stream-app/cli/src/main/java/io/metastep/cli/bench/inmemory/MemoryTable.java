package io.metastep.cli.bench.inmemory;

import io.metastep.streams.core.Table;
import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table that lasts as long as its object. */
final class MemoryTable implements Table {
    private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compare);

    @Override
    public byte @Nullable [] get(byte[] key) {
        return entries.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        entries.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
        entries.remove(key);
    }

    @Override
    public void scan(byte[] prefix, Visitor visitor) {
        entries.tailMap(prefix).forEach((key, value) -> {
            if (key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length)) {
                visitor.visit(key, value);
            }
        });
    }
}
