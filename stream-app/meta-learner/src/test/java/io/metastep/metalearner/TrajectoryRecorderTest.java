package io.metastep.metalearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metastep.optimizer.BlockState;
import org.junit.jupiter.api.Test;

class TrajectoryRecorderTest {
    private final BlockState[] states = {new BlockState(5, 3), new BlockState(2_000, 3)};
    private final TrajectoryRecorder recorder = new TrajectoryRecorder(4, 2, 100, new RandomStream(3));
    private int step;

    @Test
    void aTrajectoryIsCompleteWithItsTailAndTheNextBeginsWhereTheUnrollEnded() {
        log(5);
        assertThat(recorder.isComplete()).isFalse();
        log(1);
        assertThat(recorder.isComplete()).isTrue();
        Trajectory first = recorder.take();
        assertThat(first.steps()).isEqualTo(6);
        assertThat(first.unroll()).isEqualTo(4);
        assertThat(first.gradient(3)[0]).isEqualTo(3);
        log(4);
        assertThat(recorder.take().gradient(0)[0]).isEqualTo(4);
    }

    @Test
    void theMemoryIsThatBeforeTheFirstStep() {
        log(4);
        states[0].set(2, 1, 7);
        log(6);
        recorder.take();
        assertThat(recorder.take().start().get(2, 1)).isEqualTo(7);
    }

    @Test
    void theLastTrajectoryOfAJobIsAsLongAsItGot() {
        log(4);
        Trajectory last = recorder.take();
        assertThat(last.steps()).isEqualTo(4);
        assertThat(last.unroll()).isEqualTo(3);
    }

    @Test
    void smallTensorsAreTakenWholeAndLargeOnesSampled() {
        log(4);
        Trajectory trajectory = recorder.take();
        assertThat(trajectory.coordinates()).isBetween(65, 145);
        assertThat(trajectory.inclusion(4)).isEqualTo(1);
        assertThat(trajectory.inclusion(5)).isCloseTo(0.05f, within(1e-6f));
        assertThat(trajectory.totalWeight()).isCloseTo(2_005, within(600.0));
    }

    @Test
    void theSmoothedLossComesFromStepsStrictlyBefore() {
        log(6);
        Trajectory trajectory = recorder.take();
        assertThat(trajectory.smoothed(0)).isEqualTo(100);
        assertThat(trajectory.smoothed(1)).isEqualTo(100);
        assertThat(trajectory.smoothed(2)).isCloseTo(0.8 * 100 + 0.2 * 50, within(1e-9));
    }

    private void log(int steps) {
        for (int i = 0; i < steps; i++) {
            var gradients = new float[][] {new float[5], new float[2_000]};
            gradients[0][0] = step;
            recorder.log(100.0 / (step + 1), gradients, states);
            step++;
        }
    }
}
