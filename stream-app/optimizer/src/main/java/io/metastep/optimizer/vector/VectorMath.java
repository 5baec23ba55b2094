package io.metastep.optimizer.vector;

import static io.metastep.optimizer.Approximations.*;
import static io.metastep.optimizer.vector.Lanes.all;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The twin, per lane, of {@link io.metastep.optimizer.Approximations}. */
final class VectorMath {

    static FloatVector fma(FloatVector a, float b, FloatVector c) {
        return a.fma(all(b), c);
    }

    static FloatVector fma(FloatVector a, FloatVector b, float c) {
        return a.fma(b, all(c));
    }

    /** Into [-bound, bound]; NaN stays NaN. */
    static FloatVector clamp(FloatVector x, float bound) {
        FloatVector below = x.blend(all(bound), x.compare(VectorOperators.GT, all(bound)));
        return below.blend(all(-bound), below.compare(VectorOperators.LT, all(-bound)));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector clamped = clamp(x, TANH_CLAMP);
        FloatVector z = clamped.mul(clamped);
        FloatVector p = clamped.mul(fma(fma(fma(all(P3), z, P2), z, P1), z, 1f));
        return p.div(fma(fma(fma(fma(all(Q4), z, Q3), z, Q2), z, Q1), z, 1f));
    }

    static FloatVector sigmoid(FloatVector x) {
        return fma(tanh(x.mul(0.5f)), all(0.5f), 0.5f);
    }

    static FloatVector log(FloatVector x) {
        VectorMask<Float> subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
        FloatVector normal = x.blend(x.mul(SUBNORMAL_SCALE), subnormal);
        IntVector shifted = normal.reinterpretAsInts().sub(SQRT_HALF_BITS);
        FloatVector power = (FloatVector)
                shifted.lanewise(VectorOperators.ASHR, MANTISSA_BITS).convert(VectorOperators.I2F, 0);
        FloatVector exponent = power.sub(all(0f).blend(all(MANTISSA_BITS), subnormal));
        FloatVector mantissa = shifted.and(MANTISSA_MASK).add(SQRT_HALF_BITS).reinterpretAsFloats();
        FloatVector r = mantissa.sub(1f).div(mantissa.add(1f));
        FloatVector z = r.mul(r);
        FloatVector series = fma(fma(fma(all(R7), z, R5), z, R3), z, 2f);
        return fma(exponent, LN2, r.mul(series));
    }

    private VectorMath() {}
}
