package io.metastep.streams.core;

import io.metastep.optimizer.BlockState.Encoding;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Which encoding regular snapshots had at which records of a partition. Since live memory is rounded where they are, what was lived
 * under one encoding has to be replayed under it, whatever the setting is now. Immutable.
 *
 * @param changes oldest first; FLOAT32 holds before the first
 */
public record EncodingHistory(List<Change> changes) {
    static final EncodingHistory START = new EncodingHistory(List.of());

    private static final int MAX_CHANGES = 256;

    /** From the record at that offset on. */
    public record Change(long offset, Encoding encoding) {}

    public EncodingHistory {
        changes = List.copyOf(changes);
    }

    // Hot path: per record that ends an unroll.
    Encoding at(long offset) {
        for (int i = changes.size() - 1; i >= 0; i--) {
            if (changes.get(i).offset() <= offset) {
                return changes.get(i).encoding();
            }
        }
        return Encoding.FLOAT32;
    }

    /** The same with that encoding from the record on; forgets the oldest of very many changes, no replay reaches back that far. */
    EncodingHistory with(Encoding encoding, long offset) {
        if (at(offset) == encoding) {
            return this;
        }
        List<Change> next =
                new ArrayList<>(changes.subList(Math.max(0, changes.size() + 1 - MAX_CHANGES), changes.size()));
        next.add(new Change(offset, encoding));
        return new EncodingHistory(next);
    }

    int bytes() {
        return Short.BYTES + changes.size() * (Long.BYTES + 1);
    }

    void write(ByteBuffer buffer) {
        buffer.putShort((short) changes.size());
        changes.forEach(change -> buffer.putLong(change.offset()).put(code(change.encoding())));
    }

    static EncodingHistory read(ByteBuffer buffer) {
        int size = buffer.getShort();
        List<Change> changes = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            changes.add(new Change(buffer.getLong(), encoding(buffer.get())));
        }
        return new EncodingHistory(changes);
    }

    private static byte code(Encoding encoding) {
        return switch (encoding) {
            case FLOAT32 -> 1;
            case BFLOAT16 -> 2;
        };
    }

    private static Encoding encoding(byte code) {
        return switch (code) {
            case 1 -> Encoding.FLOAT32;
            case 2 -> Encoding.BFLOAT16;
            default -> throw new StateFormatException("A position holds the unknown snapshot encoding " + code);
        };
    }
}
