package io.metastep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The meta-gradient against finite differences, against differentiation by tape, and against itself. */
class UnrollTest {

    private static final int STEPS = 7;
    private static final LstmSpec SMALL = new LstmSpec(Specs.ALL_FEATURES, List.of(5, 3), Specs.BOUNDED);

    @Test
    void theOracleAgreesWithFiniteDifferences() {
        Case unroll = new Case(SMALL, 4, false, 21);
        double[] phi = DoubleUnroll.toDoubles(unroll.parameters);
        double[] gradient = unroll.oracle(phi).metaGradient();
        for (int i = 0; i < phi.length; i++) {
            double difference = unroll.difference(phi, i, 1e-5);
            assertThat(gradient[i])
                    .as("phi[%d]", i)
                    .isCloseTo(difference, within(1e-7 * Math.max(0.1, norm(gradient))));
        }
    }

    @Test
    void scalarAgreesWithTheOracle() {
        for (LstmSpec spec : Specs.variety()) {
            agrees(new ScalarKernels(), new Case(spec, 9, false, 22));
            agrees(new ScalarKernels(), new Case(spec, 9, true, 23));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void vectorAgreesWithTheOracle(int bits) {
        KernelProvider provider = VectorAtWidth.provider(bits);
        for (LstmSpec spec : Specs.variety()) {
            agrees(provider, new Case(spec, 9, false, 24));
            agrees(provider, new Case(spec, 67, true, 25));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void vectorAgreesWithScalarAtAllSizes(int bits) {
        KernelProvider provider = VectorAtWidth.provider(bits);
        for (int size : new int[] {1, 15, 16, 17, 63, 64, 65, 130}) {
            Case unroll = new Case(SMALL, size, size % 2 == 0, 26);
            double[] scalar = unroll.metaGradient(new ScalarKernels());
            assertClose(unroll.metaGradient(provider), scalar, 1e-5);
        }
    }

    @Test
    void theSurrogateIsThatOfTheForwardPass() {
        Case unroll = new Case(Specs.paper(), 70, false, 27);
        Optimizer optimizer = Optimizers.of(unroll.spec, unroll.parameters);
        BlockState state = unroll.start.copy();
        float[] update = new float[70];
        double expected = 0;
        for (int t = 0; t < STEPS; t++) {
            optimizer.step(state, unroll.gradients[t], update, false);
            for (int i = 0; i < update.length; i++) {
                expected += (double) unroll.credits[t][i] * update[i];
            }
        }
        assertThat(unroll.surrogate(Unrolls.of(unroll.spec, unroll.parameters)))
                .isCloseTo(expected, within(1e-12 * Math.abs(expected) + 1e-12));
    }

    @Test
    void repeatedRunsReturnTheSameBitsAndAddUp() {
        Case unroll = new Case(Specs.paper(), 100, false, 28);
        Unroll instance = Unroll.of(unroll.spec, unroll.parameters);
        double[] once = unroll.metaGradient(instance);
        assertThat(unroll.metaGradient(instance)).isEqualTo(once);
        double[] twice = once.clone();
        instance.accumulate(unroll.start, unroll.gradients, unroll.credits, false, twice);
        for (int i = 0; i < once.length; i++) {
            assertThat(twice[i]).isEqualTo(once[i] + once[i]);
        }
    }

    @Test
    void theStartStateIsNotChanged() {
        Case unroll = new Case(Specs.paper(), 20, false, 29);
        float[] before = unroll.start.values().clone();
        unroll.metaGradient(Unroll.of(unroll.spec, unroll.parameters));
        assertThat(unroll.start.values()).isEqualTo(before);
    }

    @Test
    void sleepersContributeNothing() {
        Case unroll = new Case(new LstmSpec(Specs.ALL_FEATURES, List.of(4), Specs.LINEAR), 64, false, 30);
        for (float[] gradient : unroll.gradients) {
            Arrays.fill(gradient, 0f);
        }
        double[] gradient = new double[unroll.parameters.size()];
        BlockState asleep = new BlockState(64, unroll.spec.planes());
        for (KernelProvider provider : List.of(new ScalarKernels(), VectorAtWidth.provider(512))) {
            Unrolls.with(provider, unroll.spec, unroll.parameters)
                    .accumulate(asleep, unroll.gradients, unroll.credits, false, gradient);
        }
        assertThat(gradient).containsOnly(0.0);
    }

    @Test
    void otherParametersCanBeLoaded() {
        Case unroll = new Case(Specs.paper(), 10, false, 31);
        Unroll instance = Unroll.of(unroll.spec, Specs.random(unroll.spec, 99, 0.1));
        instance.load(unroll.parameters);
        assertThat(unroll.metaGradient(instance))
                .isEqualTo(unroll.metaGradient(Unroll.of(unroll.spec, unroll.parameters)));
    }

    private static void agrees(KernelProvider provider, Case unroll) {
        double[] expected =
                unroll.oracle(DoubleUnroll.toDoubles(unroll.parameters)).metaGradient();
        assertClose(unroll.metaGradient(provider), expected, 1e-4);
    }

    private static void assertClose(double[] actual, double[] expected, double relative) {
        double bound = relative * (norm(expected) + 1e-9);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("phi[%d]", i).isCloseTo(expected[i], within(bound));
        }
    }

    private static double norm(double[] vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    /** A seeded unroll that starts in mid-life: some coordinates awake, some asleep, zeros among the gradients. */
    private static final class Case {
        final LstmSpec spec;
        final OptimizerParameters parameters;
        final BlockState start;
        final float[][] gradients;
        final float[][] credits;
        final boolean sparse;

        Case(LstmSpec spec, int size, boolean sparse, long seed) {
            this.spec = spec;
            this.sparse = sparse;
            this.parameters = Specs.random(spec, seed, 0.5);
            SplittableRandom random = new SplittableRandom(seed);
            this.gradients = new float[STEPS][];
            this.credits = new float[STEPS][];
            this.start = new BlockState(size, spec.planes());
            Optimizer optimizer = Optimizers.scalar(spec, parameters);
            for (int t = 0; t < 3; t++) {
                optimizer.step(start, random(random, size, 2), new float[size], sparse);
            }
            for (int t = 0; t < STEPS; t++) {
                gradients[t] = random(random, size, 3);
                credits[t] = random(random, size, 10);
            }
        }

        private static float[] random(SplittableRandom random, int size, int oneInZero) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                double value = (2 * random.nextDouble() - 1) * Math.pow(10, -random.nextInt(3));
                values[i] = random.nextInt(oneInZero) == 0 ? 0f : (float) value;
            }
            return values;
        }

        DoubleUnroll oracle(double[] phi) {
            return DoubleUnroll.of(spec, phi, start, gradients, credits, sparse);
        }

        double difference(double[] phi, int i, double h) {
            double[] moved = phi.clone();
            moved[i] = phi[i] + h;
            double above = oracle(moved).surrogate();
            moved[i] = phi[i] - h;
            return (above - oracle(moved).surrogate()) / (2 * h);
        }

        double surrogate(Unroll unroll) {
            return unroll.accumulate(start, gradients, credits, sparse, new double[parameters.size()]);
        }

        double[] metaGradient(KernelProvider provider) {
            return metaGradient(Unrolls.with(provider, spec, parameters));
        }

        double[] metaGradient(Unroll unroll) {
            double[] gradient = new double[parameters.size()];
            unroll.accumulate(start, gradients, credits, sparse, gradient);
            return gradient;
        }
    }
}
