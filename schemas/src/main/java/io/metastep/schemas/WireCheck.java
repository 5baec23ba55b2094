package io.metastep.schemas;

import java.util.List;
import org.apache.avro.Schema;

/**
 * Walks the Avro bytes of one record by its writer's schema and proves that decoding them can neither run past their end
 * nor allocate more than they are long. Avro itself believes every length prefix.
 */
// Hot path: per record.
final class WireCheck {
    private static final int DEPTH = 16;

    private final byte[] bytes;
    private int at;
    private int items;

    private WireCheck(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    /**
     * Proves that {@code bytes[from ..]} is exactly one datum of the schema.
     *
     * @throws WireException UNDECODABLE or TOO_LARGE
     */
    static void check(Schema schema, byte[] bytes, int from) throws WireException {
        WireCheck check = new WireCheck(bytes, from);
        check.walk(schema, DEPTH);
        if (check.at != bytes.length) {
            throw undecodable((bytes.length - check.at) + " bytes are left after the record");
        }
    }

    private void walk(Schema schema, int depth) throws WireException {
        if (depth == 0) {
            throw undecodable("The record is nested deeper than " + DEPTH);
        }
        switch (schema.getType()) {
            case NULL -> {}
            case BOOLEAN -> flag();
            case INT -> integer();
            case LONG -> varint(64);
            case FLOAT -> skip(Float.BYTES);
            case DOUBLE -> skip(Double.BYTES);
            case FIXED -> skip(schema.getFixedSize());
            case BYTES -> skip(length());
            case STRING -> text();
            case ENUM -> index(schema.getEnumSymbols().size());
            case UNION -> walk(schema.getTypes().get(index(schema.getTypes().size())), depth - 1);
            case ARRAY -> blocks(schema.getElementType(), false, depth);
            case MAP -> blocks(schema.getValueType(), true, depth);
            case RECORD -> fields(schema.getFields(), depth);
        }
    }

    private void fields(List<Schema.Field> fields, int depth) throws WireException {
        for (int i = 0; i < fields.size(); i++) {
            walk(fields.get(i).schema(), depth - 1);
        }
    }

    private void blocks(Schema item, boolean keyed, int depth) throws WireException {
        for (long count = blockCount(); count != 0; count = blockCount()) {
            for (long i = 0; i < count; i++) {
                if (keyed) {
                    text();
                }
                walk(item, depth - 1);
            }
        }
    }

    /** Items in the next block of an array or map; a negative count is followed by the block's bytes. */
    private long blockCount() throws WireException {
        long count = varint(64);
        if (count < 0) {
            length();
        }
        long size = Math.abs(count);
        if (size < 0 || size > Limits.ITEMS - items) {
            throw new WireException(
                    RejectionReason.TOO_LARGE, "Arrays and maps hold more than " + Limits.ITEMS + " items");
        }
        items += (int) size;
        return size;
    }

    private void flag() throws WireException {
        int value = next();
        if (value != 0 && value != 1) {
            throw undecodable("Byte " + (at - 1) + " is no boolean: " + value);
        }
    }

    private void integer() throws WireException {
        long value = varint(35);
        if (value != (int) value) {
            throw undecodable("An int before byte " + at + " is out of range: " + value);
        }
    }

    private void text() throws WireException {
        int length = length();
        if (length > Limits.STRING_BYTES) {
            throw new WireException(
                    RejectionReason.TOO_LARGE,
                    "A string has " + length + " bytes; expected at most " + Limits.STRING_BYTES);
        }
        skip(length);
    }

    private int index(int size) throws WireException {
        long index = varint(35);
        if (index < 0 || index >= size) {
            throw undecodable("An index before byte " + at + " is " + index + "; expected 0 to " + (size - 1));
        }
        return (int) index;
    }

    private int length() throws WireException {
        long length = varint(64);
        if (length < 0 || length > bytes.length - at) {
            throw undecodable("A length before byte " + at + " is " + length + ", but " + (bytes.length - at)
                    + " bytes are left");
        }
        return (int) length;
    }

    /** A zigzag varint of at most that many bits, rounded up to whole groups of 7. */
    private long varint(int bits) throws WireException {
        long value = 0;
        for (int shift = 0; shift < bits; shift += 7) {
            int group = next();
            value |= (long) (group & 0x7f) << shift;
            if ((group & 0x80) == 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw undecodable("A number before byte " + at + " does not end");
    }

    private int next() throws WireException {
        skip(1);
        return bytes[at - 1];
    }

    private void skip(int count) throws WireException {
        if (count > bytes.length - at) {
            throw undecodable("The record ends at byte " + bytes.length + ", in the middle of a field");
        }
        at += count;
    }

    private static WireException undecodable(String detail) {
        return new WireException(RejectionReason.UNDECODABLE, detail);
    }
}
