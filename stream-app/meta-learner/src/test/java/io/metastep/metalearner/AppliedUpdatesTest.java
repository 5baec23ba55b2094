package io.metastep.metalearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.optimizer.BlockState;
import org.junit.jupiter.api.Test;

class AppliedUpdatesTest {
    private static AppliedUpdates updates(int burnIn, int unroll, int steps) {
        return new AppliedUpdates(burnIn, unroll, new float[steps], false, new float[0][]);
    }

    @Test
    void anUpdateWithoutALaterGradientCannotBeDifferentiated() {
        assertThat(updates(0, 4, 5).unroll()).isEqualTo(4);
        assertThatThrownBy(() -> updates(0, 5, 5))
                .hasMessage(
                        "Burn-in of 0 and unroll of 5 updates among 5 steps, expected 0 <= burn-in < unroll < steps");
    }

    @Test
    void burnInLeavesAtLeastOneUpdateToDifferentiate() {
        assertThat(updates(3, 4, 5).burnIn()).isEqualTo(3);
        assertThatThrownBy(() -> updates(4, 4, 5)).hasMessageContaining("Burn-in of 4 and unroll of 4");
        assertThatThrownBy(() -> updates(-1, 4, 5)).hasMessageContaining("Burn-in of -1");
    }

    @Test
    void theRecordOfTheUpdatesChangesNothingElse() {
        float[] update = {7};
        AppliedUpdates logged = AppliedUpdates.asTheyAre(3, 5).logged(new float[][] {update});
        assertThat(logged.logged(0)).isSameAs(update);
        assertThat(logged.unroll()).isEqualTo(3);
        assertThat(logged.steps()).isEqualTo(5);
        assertThat(logged.scale(4)).isEqualTo(1);
        assertThat(logged.sparse()).isFalse();
    }

    @Test
    void aTrajectoryHasAsManyGradientsAsItsUpdatesHaveSteps() {
        assertThatThrownBy(() -> new Trajectory(
                        new BlockState(1, 3),
                        new float[] {1},
                        new float[5][1],
                        new double[5],
                        new double[5],
                        1,
                        AppliedUpdates.asTheyAre(3, 4)))
                .hasMessageStartingWith("Trajectory of 4 steps with 5 gradients");
    }
}
