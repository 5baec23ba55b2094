package io.metastep.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** bfloat16 rounding against exact distances in double precision. */
class Bfloat16FormulaTest {
    private static final long SEED = 7;

    @Test
    void roundsToTheNearestAndTiesToEven() {
        Random random = new Random(SEED);
        for (int i = 0; i < 200_000; i++) {
            check(Float.intBitsToFloat(random.nextInt()));
            // Ties: exactly half-way between two neighbours.
            check(Float.intBitsToFloat(random.nextInt() << 16 | 0x8000));
        }
    }

    private static void check(float value) {
        short half = Elements.toBfloat16(value);
        if (!Float.isFinite(value) || !Float.isFinite(Elements.fromBfloat16(half))) {
            return;
        }
        double here = Math.abs((double) Elements.fromBfloat16(half) - value);
        double above = Math.abs((double) Elements.fromBfloat16((short) (half + 1)) - value);
        double below = Math.abs((double) Elements.fromBfloat16((short) (half - 1)) - value);
        boolean isEven = (half & 1) == 0;
        assertThat(isBest(here, above, isEven)).as("%s, seed %s", value, SEED).isTrue();
        assertThat(isBest(here, below, isEven)).as("%s, seed %s", value, SEED).isTrue();
    }

    /** NaN distances are those of neighbours outside the range. */
    private static boolean isBest(double here, double other, boolean isEven) {
        return Double.isNaN(other) || here < other || (here == other && isEven);
    }
}
