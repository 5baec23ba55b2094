package io.metastep.cli.numpy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The types of elements that can be read, all of them exactly as double precision numbers. */
enum ElementType {
    FLOAT32("<f4", ByteOrder.LITTLE_ENDIAN, Float.BYTES),
    FLOAT32_BIG_ENDIAN(">f4", ByteOrder.BIG_ENDIAN, Float.BYTES),
    FLOAT64("<f8", ByteOrder.LITTLE_ENDIAN, Double.BYTES),
    FLOAT64_BIG_ENDIAN(">f8", ByteOrder.BIG_ENDIAN, Double.BYTES),
    UINT8("|u1", ByteOrder.LITTLE_ENDIAN, Byte.BYTES);

    private static final int ALL_BITS = 0xFF;

    final String descr;
    final ByteOrder order;
    final int bytes;

    ElementType(String descr, ByteOrder order, int bytes) {
        this.descr = descr;
        this.order = order;
        this.bytes = bytes;
    }

    static ElementType of(String descr) throws NumpyException {
        return Arrays.stream(values())
                .filter(type -> type.descr.equals(descr))
                .findFirst()
                .orElseThrow(() -> new NumpyException(
                        "has elements of type '%s', expected one of %s; convert it with .astype('float32')"
                                .formatted(descr, known())));
    }

    private static String known() {
        return Arrays.stream(values()).map(type -> type.descr).collect(Collectors.joining(", "));
    }

    /** The element at an index of a buffer in this type's order. */
    double get(ByteBuffer data, int index) {
        return switch (bytes) {
            case Float.BYTES -> data.getFloat(index * Float.BYTES);
            case Double.BYTES -> data.getDouble(index * Double.BYTES);
            default -> data.get(index) & ALL_BITS;
        };
    }
}
