package io.metastep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MomentsAdamTest {
    private static final int COORDINATES = 70;
    private static final float RATE = 0.01f;

    private final Random random = new Random(1);
    private final MomentsAdam fallback = new MomentsAdam();
    private final Optimizer adam = Optimizers.of(new AdamSpec(RATE, Moments.BETA, Moments.BETA, Moments.EPSILON));
    private final LstmSpec spec =
            new LstmSpec(List.of(new Feature.LogAndSign(10)), List.of(3), new Output.Linear(0.1f));
    private final Optimizer lstm = Optimizers.of(spec, spec.initialParameters(1));
    private final float[] update = new float[COORDINATES];
    private final float[] expected = new float[COORDINATES];

    private float[] gradient() {
        float[] gradient = new float[COORDINATES];
        for (int i = 0; i < COORDINATES; i++) {
            gradient[i] = random.nextInt(4) == 0 ? 0 : (float) random.nextGaussian();
        }
        return gradient;
    }

    private void assertSame(int step) {
        for (int i = 0; i < COORDINATES; i++) {
            assertThat(update[i]).as("step %s, coordinate %s", step, i).isCloseTo(expected[i], within(1e-5f * RATE));
        }
    }

    @Test
    void it_goes_on_as_adam_would_that_had_seen_all_gradients() {
        BlockState state = lstm.newState(COORDINATES);
        BlockState own = adam.newState(COORDINATES);
        for (int step = 0; step < 60; step++) {
            float[] gradient = gradient();
            adam.step(own, gradient, expected, false);
            if (step < 30) {
                lstm.step(state, gradient, update, false);
            } else {
                fallback.step(state, gradient, update, RATE, false);
                assertSame(step);
            }
        }
    }

    @Test
    void it_leaves_the_planes_of_the_optimizer_as_they_are() {
        BlockState state = lstm.newState(COORDINATES);
        lstm.step(state, gradient(), update, false);
        BlockState before = state.copy();
        fallback.step(state, gradient(), update, RATE, false);
        for (int plane = Moments.PLANES; plane < state.planes(); plane++) {
            for (int i = 0; i < COORDINATES; i++) {
                assertThat(state.get(i, plane)).isEqualTo(before.get(i, plane));
            }
        }
    }

    @Test
    void coordinates_sleep_until_their_first_gradient_and_in_sparse_jobs_at_every_zero() {
        BlockState state = lstm.newState(COORDINATES);
        float[] gradient = new float[COORDINATES];
        gradient[3] = 1;
        fallback.step(state, gradient, update, RATE, false);
        assertThat(update[3]).isCloseTo(-RATE, within(1e-6f));
        assertThat(update[4]).isZero();
        assertThat(state.get(4, Moments.S)).isZero();
        BlockState before = state.copy();
        fallback.step(state, new float[COORDINATES], update, RATE, true);
        assertThat(update).containsOnly(0f);
        assertThat(state.values()).isEqualTo(before.values());
    }
}
