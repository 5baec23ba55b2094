package io.metastep.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UpdateScaleFormulaTest {
    @Test
    void constantIsConstant() {
        assertThat(UpdateScale.constant(0.3).at(0)).isEqualTo(0.3f);
        assertThat(UpdateScale.constant(0.3).at(1_000_000)).isEqualTo(0.3f);
    }

    @Test
    void decayIsAStraightLineThatEnds() {
        UpdateScale decay = UpdateScale.linearDecay(1, 0.1, 200);
        for (int step = 0; step <= 200; step += 7) {
            assertThat((double) decay.at(step)).isCloseTo(1 - 0.9 * step / 200, within(1e-7));
        }
        assertThat(decay.at(200)).isEqualTo(0.1f);
        assertThat(decay.at(Long.MAX_VALUE)).isEqualTo(0.1f);
    }

    @Test
    void warmUpGrowsFromAboveZeroToTheOther() {
        UpdateScale warm = UpdateScale.warmUp(9, UpdateScale.linearDecay(1, 0, 100));

        assertThat((double) warm.at(0)).isCloseTo(0.1, within(1e-7));
        assertThat((double) warm.at(4)).isCloseTo(0.5 * 0.96, within(1e-7));
        assertThat((double) warm.at(9)).isCloseTo(0.91, within(1e-7));
        assertThat((double) warm.at(50)).isCloseTo(0.5, within(1e-7));
    }

    @Test
    void senselessFactorsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> UpdateScale.constant(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> UpdateScale.constant(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> UpdateScale.constant(1e300));
        assertThatIllegalArgumentException().isThrownBy(() -> UpdateScale.linearDecay(1, 0, 0));
    }
}
