package io.metastep.metalearner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DivergenceTest {
    @Test
    void aRunIsGivenUpAtAThousandTimesItsFirstLoss() {
        assertThat(Divergence.limit(2.5)).isEqualTo(2_500);
    }

    @Test
    void ofANegativeFirstLossTheSizeCounts() {
        assertThat(Divergence.limit(-2.5)).isEqualTo(2_500);
    }

    @Test
    void afterAFirstLossOfZeroOnlyWhatIsNoNumberHasDiverged() {
        assertThat(1e300 < Divergence.limit(0)).isTrue();
        assertThat(Double.POSITIVE_INFINITY < Divergence.limit(0)).isFalse();
        assertThat(Double.NaN < Divergence.limit(0)).isFalse();
    }

    @Test
    void whoeverStartsWithNoNumberHasDivergedAtOnce() {
        assertThat(1 < Divergence.limit(Double.NaN)).isFalse();
    }
}
