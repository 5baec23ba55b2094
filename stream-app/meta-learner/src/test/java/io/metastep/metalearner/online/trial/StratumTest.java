package io.metastep.metalearner.online.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StratumTest {
    private static final List<Double> LOSSES = List.of(-1.0, 3.0, -2.5, 0.0, 0.5, -0.7);

    private static Stratum window(int canaries, List<Double> losses) {
        var stratum = new Stratum();
        for (int i = 0; i < Stratum.WINDOW; i++) {
            stratum.add((canaries >> i & 1) == 1, new Score(losses.get(i), i / 10.0));
        }
        return stratum;
    }

    /** All choices of so many canaries: as many win as lose, whatever the losses. */
    @Test
    void ifTheVersionMakesNoDifferenceWinsAndLossesAreEquallyLikely() {
        for (int count = 0; count <= Stratum.WINDOW; count++) {
            int canaries = count;
            List<Stratum> windows = IntStream.range(0, 1 << Stratum.WINDOW)
                    .filter(choice -> Integer.bitCount(choice) == canaries)
                    .mapToObj(choice -> window(choice, LOSSES))
                    .toList();
            assertThat(windows.stream().mapToLong(Stratum::wins).sum())
                    .as("%s canaries", count)
                    .isEqualTo(windows.stream().mapToLong(Stratum::losses).sum());
        }
    }

    @Test
    void aWindowOfOneArmSaysNothing() {
        assertThat(window(0, LOSSES).wins() + window(0, LOSSES).losses()).isZero();
        assertThat(window(63, LOSSES).wins() + window(63, LOSSES).losses()).isZero();
    }

    @Test
    void lowerLossesWinAndFailuresLose() {
        assertThat(window(0b000100, LOSSES).wins()).isEqualTo(1);
        assertThat(window(0b000010, LOSSES).losses()).isEqualTo(1);
        List<Double> failed = List.of(Score.WORST, 9.0, 9.1, 9.2, 9.3, 9.4);
        assertThat(window(0b000001, failed).losses()).isEqualTo(1);
    }

    @Test
    void anIncompleteWindowWaits() {
        var stratum = new Stratum();
        IntStream.range(0, 5).forEach(i -> stratum.add(i == 0, new Score(i, 0)));
        assertThat(stratum.wins()).isZero();
        stratum.add(false, new Score(5, 0));
        assertThat(stratum.wins()).isEqualTo(1);
    }
}
