package io.metastep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Coordinates whose gradients were all zero so far, and zero gradients of sparse jobs. */
class SleepTest {

    static Stream<Optimizer> optimizers() {
        LstmSpec lstm = new LstmSpec(Specs.ALL_FEATURES, List.of(6), Specs.BOUNDED);
        OptimizerParameters parameters = Specs.random(lstm, 5, 0.5);
        return Stream.of(
                Optimizers.scalar(lstm, parameters),
                Optimizers.of(lstm, parameters),
                Optimizers.of(new SgdSpec(0.1f)),
                Optimizers.of(new MomentumSpec(0.1f, 0.9f, true)),
                Optimizers.of(new RmsPropSpec(0.1f, 0.9f, 1e-8f)),
                Optimizers.of(new AdamSpec(0.1f, 0.9f, 0.999f, 1e-8f)));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void sleepersStayUntouchedBesideOthers(Optimizer optimizer) {
        BlockState state = optimizer.newState(70);
        float[] update = new float[70];
        for (int step = 0; step < 3; step++) {
            optimizer.step(state, everyThird(70), update, false);
        }
        for (int i = 0; i < 70; i++) {
            assertThat(update[i] != 0f).as("update of %d", i).isEqualTo(i % 3 == 0);
            assertThat(state.get(i, Moments.S) != 0f).as("mass of %d", i).isEqualTo(i % 3 == 0);
        }
        for (int plane = 0; plane < state.planes(); plane++) {
            assertThat(state.get(1, plane)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void neighboursDoNotSeeEachOther(Optimizer optimizer) {
        BlockState alone = optimizer.newState(1);
        BlockState together = optimizer.newState(70);
        float[] expected = new float[1];
        float[] update = new float[70];
        for (int step = 0; step < 4; step++) {
            optimizer.step(alone, new float[] {1f}, expected, false);
            optimizer.step(together, everyThird(70), update, false);
        }
        assertThat(update[66]).isEqualTo(expected[0]);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void onceAwakeAZeroGradientCountsUnlessSparse(Optimizer optimizer) {
        BlockState state = optimizer.newState(2);
        float[] update = new float[2];
        optimizer.step(state, new float[] {1f, 1f}, update, false);
        BlockState before = state.copy();
        optimizer.step(state, new float[] {0f, 1f}, update, true);
        assertThat(update[0]).isZero();
        for (int plane = 0; plane < state.planes(); plane++) {
            assertThat(state.get(0, plane)).isEqualTo(before.get(0, plane));
        }
        optimizer.step(state, new float[] {0f, 1f}, update, false);
        assertThat(state.get(0, Moments.S)).isGreaterThan(before.get(0, Moments.S));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void paddingLanesStayAsleep(Optimizer optimizer) {
        BlockState state = optimizer.newState(5);
        optimizer.step(state, new float[] {1, 2, 3, 4, 5}, new float[5], false);
        for (int plane = 0; plane < state.planes(); plane++) {
            for (int lane = 5; lane < 16; lane++) {
                assertThat(state.values()[plane * 16 + lane]).isZero();
            }
        }
    }

    private static float[] everyThird(int size) {
        float[] gradient = new float[size];
        for (int i = 0; i < size; i += 3) {
            gradient[i] = 1f;
        }
        return gradient;
    }
}
