package io.metastep.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.metalearner.LossCurve;
import io.metastep.optimizees.Quadratics;
import io.metastep.optimizer.MomentumSpec;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.SgdSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RateSearchTest {

    private static final Quadratics TASK = new Quadratics(4, 64);
    private static final List<Long> SEEDS = List.of(7L);
    private static final int STEPS = 30;

    private final AtomicInteger runs = new AtomicInteger();
    private final RateSearch search = new RateSearch(TASK, STEPS, SEEDS, runs::incrementAndGet);

    @Test
    void neighboursOfTheWinnerAreWorse() {
        Tuned best = search.best(Rival.SGD);
        float rate = ((SgdSpec) best.spec()).rate();
        for (double factor : new double[] {0.32, 0.56, 1.78, 3.2}) {
            assertThat(loss((float) (rate * factor))).isGreaterThanOrEqualTo(best.loss());
        }
    }

    @Test
    void everyMomentumIsTried() {
        Tuned best = search.best(Rival.NESTEROV);
        assertThat(best.spec()).isInstanceOf(MomentumSpec.class);
        assertThat(best.loss()).isLessThan(search.best(Rival.SGD).loss());
    }

    @Test
    void theSearchTakesAboutAsManyRunsAsProgressExpects() {
        for (Rival rival : Rival.values()) {
            search.best(rival);
        }
        assertThat(runs.get()).isBetween(RateSearch.USUAL_RUNS / 2, RateSearch.USUAL_RUNS * 3 / 2);
    }

    private static double loss(float rate) {
        return LossCurve.of(TASK, List.of(STEPS), SEEDS, Optimizers.of(new SgdSpec(rate)))
                .get(0);
    }
}
