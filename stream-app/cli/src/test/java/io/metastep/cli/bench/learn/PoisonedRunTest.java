package io.metastep.cli.bench.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.cli.bench.learn.PoisonedRun.Outcome;
import io.metastep.cli.bench.learn.PoisonedRun.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoisonedRunTest {
    private static final long SEED = 1;
    private static final List<Integer> HORIZONS = List.of(20, 100);

    /** From updates of zero, so that within a few jobs there is something to gain, and everything to lose. */
    @Test
    void aThirdOfBrokenJobsKeepsNobodyFromLearningAndStableGetsBetterOnly() {
        var run = new PoisonedRun(LearningRun.first(SEED), false, SEED, 200, HORIZONS);

        Outcome outcome = run.run(() -> {});

        List<Stage> stages = outcome.stages();
        assertThat(stages).as("stages, counters %s", outcome.counters()).hasSizeGreaterThan(1);
        for (Stage stage : stages.subList(1, stages.size())) {
            for (int horizon = 0; horizon < HORIZONS.size(); horizon++) {
                assertThat(PoisonReport.ratio(stages.get(0), stage, horizon))
                        .as("%s after %s steps, seed %s", stage, HORIZONS.get(horizon), SEED)
                        .isLessThan(1);
            }
        }
    }
}
