package io.metastep.optimizer.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector width, chosen once when this class is loaded: the machine's preferred one up to 512 bits, or what the system
 * property {@code metastep.vector.bits} says (128, 256, 512). It must be a constant for the compiler, or every
 * vector would be an object on the heap; tests of several widths load this package several times.
 */
final class Lanes {

    static final String BITS_PROPERTY = "metastep.vector.bits";
    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED.withShape(VectorShape.forBitSize(bits()));
    static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED.withShape(FLOATS.vectorShape());
    static final int LENGTH = FLOATS.length();

    private static int bits() {
        int preferred = FloatVector.SPECIES_PREFERRED.vectorBitSize();
        int bits = Integer.getInteger(BITS_PROPERTY, Math.max(128, Math.min(512, preferred)));
        if (bits != 128 && bits != 256 && bits != 512) {
            throw new IllegalArgumentException(
                    "-D" + BITS_PROPERTY + " is " + bits + ", expected 128, 256 or 512 and at most " + preferred);
        }
        return bits;
    }

    static FloatVector load(float[] from, int index) {
        return FloatVector.fromArray(FLOATS, from, index);
    }

    static FloatVector all(float value) {
        return FloatVector.broadcast(FLOATS, value);
    }

    private Lanes() {}
}
