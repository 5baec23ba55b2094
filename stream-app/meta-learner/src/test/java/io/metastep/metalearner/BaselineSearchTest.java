package io.metastep.metalearner;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.metalearner.BaselineSearch.Tuned;
import io.metastep.optimizees.Quadratics;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.SgdSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BaselineSearchTest {
    private static final Quadratics TASK = new Quadratics(4, 64);
    private final List<Tuned> tuned = new BaselineSearch(TASK, List.of(10, 40), List.of(1L)).run();

    @Test
    void noRateNearTheWinnerIsBetter() {
        Tuned tuned = tuned(Baseline.SGD);
        double rate = ((SgdSpec) tuned.spec()).rate();
        for (double factor : new double[] {0.3, 0.56, 1.78, 3.2}) {
            var other = Optimizers.of(new SgdSpec((float) (factor * rate)));
            assertThat(LossCurve.of(TASK, List.of(40), List.of(1L), other).get(0))
                    .isGreaterThanOrEqualTo(tuned.loss());
        }
    }

    @Test
    void momentumBeatsPlainDescentOnQuadratics() {
        assertThat(tuned(Baseline.NESTEROV).loss())
                .isLessThan(tuned(Baseline.SGD).loss());
    }

    @Test
    void everyKindIsTunedForEveryHorizon() {
        assertThat(tuned).hasSize(8).extracting(Tuned::horizon).containsOnly(10, 40);
    }

    @Test
    void aFewStepsGetASensibleRate() {
        Tuned tuned = new BaselineSearch(TASK, List.of(1), List.of(1L))
                .run(Baseline.SGD)
                .get(0);
        assertThat(((SgdSpec) tuned.spec()).rate()).isBetween(0.001f, 10f);
        assertThat(tuned.atEdge()).isFalse();
    }

    @Test
    void everyRunIsToldOnce() {
        var runs = new AtomicInteger();
        List<Tuned> found =
                new BaselineSearch(TASK, List.of(5, 10), List.of(1L), runs::incrementAndGet).run(Baseline.SGD);
        assertThat(found).hasSize(2);
        assertThat(runs.get()).isBetween(7, 14);
    }

    private Tuned tuned(Baseline baseline) {
        return tuned.stream()
                .filter(candidate -> candidate.baseline() == baseline && candidate.horizon() == 40)
                .findFirst()
                .orElseThrow();
    }
}
