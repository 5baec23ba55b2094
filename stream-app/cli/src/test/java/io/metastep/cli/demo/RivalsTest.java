package io.metastep.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.cli.terminal.Progress;
import io.metastep.optimizees.TaskCatalogue;
import io.metastep.optimizer.SgdSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RivalsTest {

    private static final Pattern PERCENT = Pattern.compile("(\\d+) %");

    private final List<PlannedJob> quadratic = PlannedJob.all(1, 1, new TaskCatalogue(Optional.empty()));
    private final Progress runs = new Progress("runs", 100, () -> Instant.EPOCH);

    @Test
    void everyRivalIsTunedForEachTaskOnce() {
        assertThat(tune(quadratic, 30).tuned()).hasSize(1).allSatisfy((task, tuned) -> assertThat(tuned)
                .containsOnlyKeys(Rival.values()));
    }

    @Test
    void theSearchTakesAboutAsManyRunsAsProgressExpects() {
        tune(quadratic, 30);
        Matcher percent = PERCENT.matcher(runs.summary());
        assertThat(percent.find()).isTrue();
        assertThat(Long.parseLong(percent.group(1))).isBetween(Rivals.USUAL_RUNS * 2 / 3, Rivals.USUAL_RUNS * 3 / 2);
    }

    @Test
    void afterTwoStepsTheRatesAreStillSensible() {
        tune(quadratic, 2).tuned().forEach((task, tuned) -> {
            assertThat(tuned)
                    .allSatisfy((rival, best) -> assertThat(best.atEdge()).isFalse());
            assertThat(tuned.get(Rival.SGD)).satisfies(best -> assertThat(((SgdSpec) best.spec()).rate())
                    .isBetween(0.001f, 1f));
        });
    }

    private Rivals tune(List<PlannedJob> jobs, int steps) {
        try (Workers workers = new Workers(2, "test")) {
            return Rivals.tune(PlannedJob.tasks(jobs), jobs.get(0).seed(), steps, workers, runs);
        }
    }
}
