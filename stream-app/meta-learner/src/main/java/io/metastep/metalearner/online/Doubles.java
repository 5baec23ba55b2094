package io.metastep.metalearner.online;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Arrays of float64 as little-endian bytes. */
final class Doubles {
    private Doubles() {}

    static ByteBuffer encode(double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return bytes;
    }

    static double[] decode(ByteBuffer bytes) {
        var values = new double[bytes.remaining() / Double.BYTES];
        bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
        return values;
    }
}
