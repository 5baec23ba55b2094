package io.metastep.streams.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table whose writes can be taken back to the last commit. */
final class TransactionalTable implements Table {
    private NavigableMap<byte[], byte[]> entries = empty();
    private NavigableMap<byte[], byte[]> committed = empty();
    private final List<String> writes = new ArrayList<>();
    private boolean readOnly;

    private static NavigableMap<byte[], byte[]> empty() {
        return new TreeMap<>(Arrays::compareUnsigned);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return entries.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        requireWritable();
        writes.add(HexFormat.of().formatHex(key));
        entries.put(key.clone(), value.clone());
    }

    @Override
    public void delete(byte[] key) {
        requireWritable();
        entries.remove(key);
    }

    @Override
    public void scan(byte[] prefix, Visitor visitor) {
        entries.tailMap(prefix).forEach((key, value) -> {
            if (key.length >= prefix.length && Arrays.equals(prefix, 0, prefix.length, key, 0, prefix.length)) {
                visitor.visit(key, value);
            }
        });
    }

    void commit() {
        committed = copy(entries);
    }

    void abort() {
        entries = copy(committed);
    }

    void setReadOnly(boolean value) {
        readOnly = value;
    }

    /** Keys that were put, oldest first. */
    List<String> writes() {
        return writes;
    }

    /** All keys and values. */
    Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        entries.forEach((key, value) ->
                contents.put(HexFormat.of().formatHex(key), HexFormat.of().formatHex(value)));
        return contents;
    }

    int size() {
        return entries.size();
    }

    private void requireWritable() {
        if (readOnly) {
            throw new IllegalStateException("Nothing may be written during recovery");
        }
    }

    private static NavigableMap<byte[], byte[]> copy(NavigableMap<byte[], byte[]> entries) {
        NavigableMap<byte[], byte[]> copy = empty();
        copy.putAll(entries);
        return copy;
    }
}
