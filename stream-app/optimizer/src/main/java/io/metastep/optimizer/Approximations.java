package io.metastep.optimizer;

/**
 * The elementary functions of the kernels, in float32 from basic operations only, so that scalar and vector code on any
 * machine return the same bits.
 *
 * <p>{@code tanh(x) = x P(x^2) / Q(x^2)} for {@code |x| <= 8}, constant beyond; minimax in relative error with {@code
 * P(0) = Q(0) = 1}: within 5e-7 of the true value, at most 1 in size. {@code sigmoid(x) = 0.5 tanh(x/2) + 0.5}.
 *
 * <p>{@code log(x) = e ln 2 + 2 (r + r^3/3 + r^5/5 + r^7/7)}, {@code r = (m-1)/(m+1)}, {@code x = 2^e m} with m between
 * sqrt(1/2) and sqrt(2): within 3e-7 relative to max(1, |log x|).
 */
public final class Approximations {

    public static final float TANH_CLAMP = 8f;
    public static final float P1 = 0.12930357f;
    public static final float P2 = 0.0029558104f;
    public static final float P3 = 1.1475144e-5f;
    public static final float Q1 = 0.4626361f;
    public static final float Q2 = 0.023835797f;
    public static final float Q3 = 2.3931531e-4f;
    public static final float Q4 = 2.473242e-7f;

    public static final int SQRT_HALF_BITS = 0x3f3504f3;
    public static final int MANTISSA_BITS = 23;
    public static final int MANTISSA_MASK = 0x007fffff;
    public static final float SUBNORMAL_SCALE = 0x1p23f;
    public static final float LN2 = 0.6931472f;
    public static final float R3 = 2f / 3f;
    public static final float R5 = 2f / 5f;
    public static final float R7 = 2f / 7f;

    /** Hyperbolic tangent; NaN stays NaN. */
    static float tanh(float x) {
        float below = x > TANH_CLAMP ? TANH_CLAMP : x;
        float clamped = below < -TANH_CLAMP ? -TANH_CLAMP : below;
        float z = clamped * clamped;
        float p = clamped * Math.fma(Math.fma(Math.fma(P3, z, P2), z, P1), z, 1f);
        return p / Math.fma(Math.fma(Math.fma(Math.fma(Q4, z, Q3), z, Q2), z, Q1), z, 1f);
    }

    static float sigmoid(float x) {
        return Math.fma(tanh(0.5f * x), 0.5f, 0.5f);
    }

    /** Natural logarithm of a positive number; something below -87 for zero, 88.7 for infinity and NaN. */
    static float log(float x) {
        boolean subnormal = x < Float.MIN_NORMAL;
        float normal = subnormal ? x * SUBNORMAL_SCALE : x;
        int shifted = Float.floatToRawIntBits(normal) - SQRT_HALF_BITS;
        float exponent = (float) (shifted >> MANTISSA_BITS) - (subnormal ? MANTISSA_BITS : 0f);
        float mantissa = Float.intBitsToFloat((shifted & MANTISSA_MASK) + SQRT_HALF_BITS);
        float r = (mantissa - 1f) / (mantissa + 1f);
        float z = r * r;
        return Math.fma(exponent, LN2, r * Math.fma(Math.fma(Math.fma(R7, z, R5), z, R3), z, 2f));
    }

    private Approximations() {}
}
