package io.metastep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vector kernel returns the bits of the scalar kernel, at every width that it can have. */
class VectorKernelTest {

    private static final int[] SIZES = {1, 3, 4, 5, 7, 8, 15, 16, 17, 31, 33, 63, 64, 65, 127, 1000, 1024};
    private static final float[] AWKWARD = {
        0f,
        -0f,
        1f,
        -1f,
        1e-3f,
        -4.5399930e-5f,
        4.5399930e-5f,
        1e-30f,
        -1e-38f,
        Float.MIN_NORMAL,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        1e-41f,
        1e10f,
        3e38f,
        -Float.MAX_VALUE,
        0.70710677f,
        1.4142135f,
        8f,
        -20f
    };
    private static final float[] NOT_FINITE = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void sameBitsForAllSizesFeaturesAndOutputs(int bits) {
        KernelProvider provider = VectorAtWidth.provider(bits);
        for (LstmSpec spec : Specs.variety()) {
            for (int size : SIZES) {
                sameBits(provider, spec, size, 3, false, 1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void sameBitsWhenSparse(int bits) {
        KernelProvider provider = VectorAtWidth.provider(bits);
        for (LstmSpec spec : Specs.variety()) {
            sameBits(provider, spec, 200, 6, true, 2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void sameBitsOverManyStepsOnceCompiled(int bits) {
        sameBits(VectorAtWidth.provider(bits), Specs.paper(), 256, 400, false, 3);
    }

    private static void sameBits(
            KernelProvider provider, LstmSpec spec, int size, int steps, boolean sparse, long seed) {
        OptimizerParameters parameters = Specs.random(spec, seed, 0.7);
        Optimizer scalar = Optimizers.scalar(spec, parameters);
        Optimizer vector = Optimizers.with(provider, spec, parameters);
        BlockState expected = scalar.newState(size);
        BlockState actual = vector.newState(size);
        float[] expectedUpdate = new float[size];
        float[] actualUpdate = new float[size];
        SplittableRandom random = new SplittableRandom(seed);
        for (int step = 0; step < steps; step++) {
            float[] gradient = gradient(random, size, step);
            scalar.step(expected, gradient, expectedUpdate, sparse);
            vector.step(actual, gradient, actualUpdate, sparse);
            String where =
                    provider.name() + ", " + spec + ", " + size + " coordinates, step " + step + ", seed " + seed;
            assertSameBits(where + ", update", expectedUpdate, actualUpdate);
            assertSameBits(where + ", state", expected.values(), actual.values());
        }
    }

    /** A third each zero, awkward and ordinary; lanes divisible by 13 see NaN and infinities from the second step on. */
    private static float[] gradient(SplittableRandom random, int size, int step) {
        float[] gradient = new float[size];
        for (int i = 0; i < size; i++) {
            gradient[i] = switch (random.nextInt(3)) {
                case 0 -> 0f;
                case 1 -> AWKWARD[random.nextInt(AWKWARD.length)];
                default -> (float) ((random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-6, 3)));
            };
            if (step >= 1 && i % 13 == 0 && random.nextInt(8) == 0) {
                gradient[i] = NOT_FINITE[random.nextInt(NOT_FINITE.length)];
            }
        }
        return gradient;
    }

    private static void assertSameBits(String where, float[] expected, float[] actual) {
        assertThat(actual).as(where).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            boolean same = Float.floatToIntBits(expected[i]) == Float.floatToIntBits(actual[i]);
            if (!same) {
                fail("%s: index %d is %s, expected %s", where, i, actual[i], expected[i]);
            }
        }
    }
}
