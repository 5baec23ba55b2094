package io.metastep.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void lossesHaveFourDigitsAtMost() {
        assertThat(Numbers.loss(0.03125)).isEqualTo("0.0313");
        assertThat(Numbers.loss(2.3026)).isEqualTo("2.303");
        assertThat(Numbers.loss(12.345)).isEqualTo("12.35");
        assertThat(Numbers.loss(109.26)).isEqualTo("109.3");
        assertThat(Numbers.loss(31_415_926)).isEqualTo("3.1e+07");
        assertThat(Numbers.loss(0.000012)).isEqualTo("1.2e-05");
        assertThat(Numbers.loss(0)).isEqualTo("0.0000");
    }

    @Test
    void lossesThatAreNoNumbersSaySo() {
        assertThat(Numbers.loss(Double.NaN)).isEqualTo("NaN");
        assertThat(Numbers.loss(Double.POSITIVE_INFINITY)).isEqualTo("inf");
    }

    @Test
    void ratesHaveUnits() {
        assertThat(Numbers.rate(9.5)).isEqualTo("9.5");
        assertThat(Numbers.rate(950)).isEqualTo("950");
        assertThat(Numbers.rate(12_400)).isEqualTo("12.4 k");
        assertThat(Numbers.rate(4_610_000)).isEqualTo("4.61 M");
        assertThat(Numbers.rate(Double.NaN)).isEqualTo("-");
    }

    @Test
    void timesHaveTheUnitThatFits() {
        assertThat(Numbers.time(Duration.ofMillis(7_600))).isEqualTo("8 s");
        assertThat(Numbers.time(Duration.ofSeconds(65))).isEqualTo("1:05 min");
        assertThat(Numbers.time(Duration.ofMinutes(130))).isEqualTo("2:10 h");
    }

    @Test
    void latenciesAreMilliseconds() {
        assertThat(Numbers.millis(0.42)).isEqualTo("0.42 ms");
        assertThat(Numbers.millis(18.06)).isEqualTo("18.1 ms");
        assertThat(Numbers.millis(122.4)).isEqualTo("122 ms");
    }
}
