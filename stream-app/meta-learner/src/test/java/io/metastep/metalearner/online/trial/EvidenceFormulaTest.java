package io.metastep.metalearner.online.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceFormulaTest {
    /** 2^(n+1) times the integral from 1/2 to 1 of p^w (1 - p)^l dp, by Simpson's rule. */
    private static double integral(int wins, int losses) {
        int parts = 20_000;
        double width = 0.5 / parts;
        double sum = 0;
        for (int i = 0; i <= parts; i++) {
            double p = 0.5 + i * width;
            int weight = i == 0 || i == parts ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.pow(2 * p, wins) * Math.pow(2 * (1 - p), losses);
        }
        return 2 * sum * width / 3;
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "0, 1", "3, 2", "7, 0", "0, 9", "12, 12", "30, 11", "11, 30", "60, 40"})
    void itIsTheIntegral(int wins, int losses) {
        assertThat(Evidence.log(wins, losses)).isCloseTo(Math.log(integral(wins, losses)), within(1e-9));
    }

    @Test
    void withoutAnythingSeenItIsOneAndSevenWinsInARowAreEnough() {
        assertThat(Evidence.log(0, 0)).isCloseTo(0, within(1e-12));
        assertThat(Math.exp(Evidence.log(6, 0))).isLessThan(20);
        assertThat(Math.exp(Evidence.log(7, 0))).isGreaterThan(20);
    }

    /** What one expects it to be after the next window is what it is now: that is all that the bound on errors needs. */
    @Test
    void evenOddsNeitherRaiseNorLowerIt() {
        for (int n = 0; n < 60; n++) {
            for (int wins = 0; wins <= n; wins++) {
                double next = 0.5 * Math.exp(Evidence.log(wins + 1, n - wins))
                        + 0.5 * Math.exp(Evidence.log(wins, n - wins + 1));
                assertThat(next / Math.exp(Evidence.log(wins, n - wins))).isCloseTo(1, within(1e-9));
            }
        }
    }

    @Test
    void longTrialsDoNotOverflow() {
        assertThat(Evidence.log(100_000, 99_000)).isFinite();
        assertThat(Evidence.log(0, 10_000)).isNegative().isFinite();
    }
}
