package io.metastep.metalearner.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {
    @ParameterizedTest
    @CsvSource({"1, 12.706", "2, 4.303", "3, 3.182", "4, 2.776", "9, 2.262", "19, 2.093", "120, 1.980"})
    void quantilesAreThoseOfPrintedTables(int degrees, double t) {
        assertThat(new StudentT(degrees).quantile(0.95)).isCloseTo(t, within(0.0006));
    }

    @Test
    void oneObservationHasNoDistribution() {
        assertThatThrownBy(() -> new StudentT(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
