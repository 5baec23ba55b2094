package io.metastep.optimizer;

/** The upper half of a float32: 8 bits of exponent, 7 of fraction. */
final class Bfloat16 {

    private static final int INFINITY = 0x7f80;

    /** Rounds to nearest, ties to even; NaN stays NaN, and what is finite stays finite. */
    static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) ((bits >> 16) | 0x40);
        }
        int rounded = (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
        boolean isOverflow = (rounded & 0x7fff) == INFINITY && !Float.isInfinite(value);
        return (short) (isOverflow ? rounded - 1 : rounded);
    }

    static float toFloat(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    private Bfloat16() {}
}
