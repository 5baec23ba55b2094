package io.metastep.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.metastep.cli.JsonText;
import io.metastep.cli.demo.Generation.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GenerationTest {

    private static final Map<Rival, Double> FIRST = Map.of(Rival.SGD, 0.1, Rival.NESTEROV, 3.0, Rival.ADAM, 0.6);
    private static final Map<Rival, Double> SECOND = Map.of(Rival.SGD, 0.9, Rival.NESTEROV, 5.0, Rival.ADAM, 0.2);

    @Test
    void lossesAreGeometricMeansOverTheJobsOfATask() {
        Outcome outcome = quadratics(0.2, 0.45);
        assertThat(outcome.task()).isEqualTo("quadratic");
        assertThat(outcome.jobs()).isEqualTo(2);
        assertThat(outcome.initialLoss()).isCloseTo(Math.sqrt(100 * 101), within(1e-9));
        assertThat(outcome.loss()).isCloseTo(0.3, within(1e-12));
        assertThat(outcome.baselines()).containsOnlyKeys("sgd", "nesterov", "adam");
        assertThat(outcome.baselines().get("sgd")).isCloseTo(0.3, within(1e-12));
        assertThat(outcome.baselines().get("nesterov")).isCloseTo(Math.sqrt(15), within(1e-12));
        assertThat(outcome.baselines().get("adam")).isCloseTo(Math.sqrt(0.12), within(1e-12));
    }

    @Test
    void eachJobIsComparedWithTheRivalThatIsBestOnItsOwnProblem() {
        Outcome outcome = quadratics(0.2, 0.1);
        assertThat(outcome.best()).isCloseTo(Math.sqrt(0.1 * 0.2), within(1e-12));
        assertThat(outcome.getRatio()).isCloseTo(Math.sqrt(0.2 / 0.1 * (0.1 / 0.2)), within(1e-12));
    }

    @Test
    void aRivalThatExplodesOnOneProblemDoesNotMakeTheGenerationLookGood() {
        Map<Rival, Double> usual = Map.of(Rival.NESTEROV, 0.3, Rival.ADAM, 0.4);
        Outcome outcome = outcomes(
                        EndedJobs.job(0, "quadratic", 1, 0.3, usual),
                        EndedJobs.job(1, "quadratic", 1, 0.3, Map.of(Rival.NESTEROV, 1e30, Rival.ADAM, 0.4)))
                .get(0);
        assertThat(outcome.getRatio()).isCloseTo(Math.sqrt(0.75), within(1e-12));
    }

    @Test
    void aJobThatDivergedMakesTheLossInfinite() throws IOException {
        Outcome outcome = quadratics(0.2, Double.NaN);
        assertThat(outcome.getRatio()).isInfinite().isPositive();
        JsonNode json = JsonMapper.builder().build().readTree(JsonText.of(outcome));
        assertThat(json.get("loss").isNull()).isTrue();
        assertThat(json.get("ratio").isNull()).isTrue();
    }

    @Test
    void aRivalThatDivergedOnOneJobIsStillABestOnAnother() {
        Map<Rival, Double> diverged = Map.of(Rival.SGD, Double.NaN, Rival.ADAM, 0.5);
        Outcome outcome = outcomes(
                        EndedJobs.job(0, "quadratic", 1, 1, diverged),
                        EndedJobs.job(1, "quadratic", 1, 1, Map.of(Rival.SGD, 0.1, Rival.ADAM, 0.5)))
                .get(0);
        assertThat(outcome.baselines().get("sgd")).isNaN();
        assertThat(outcome.best()).isCloseTo(Math.sqrt(0.5 * 0.1), within(1e-12));
    }

    @Test
    void eachTaskHasAnOutcomeInTheOrderOfTheJobs() {
        assertThat(outcomes(
                        EndedJobs.job(0, "quadratic", 1, 1, FIRST),
                        EndedJobs.job(1, "mlp", 1, 2, FIRST),
                        EndedJobs.job(2, "quadratic", 1, 3, FIRST)))
                .extracting(Outcome::task, Outcome::jobs)
                .containsExactly(tuple("quadratic", 2), tuple("mlp", 1));
    }

    @Test
    void theVersionsAreTheOldestAndTheNewestThatAJobEndedWith() {
        Generation generation = generation(
                EndedJobs.job(0, "quadratic", 9, 1, FIRST),
                EndedJobs.job(1, "quadratic", 12, 1, FIRST),
                EndedJobs.job(2, "quadratic", 10, 1, FIRST));
        assertThat(generation.oldestVersion()).isEqualTo(9);
        assertThat(generation.newestVersion()).isEqualTo(12);
    }

    private static Outcome quadratics(double firstLoss, double secondLoss) {
        return outcomes(
                        EndedJobs.job(0, "quadratic", 1, firstLoss, FIRST),
                        EndedJobs.job(1, "quadratic", 1, secondLoss, SECOND))
                .get(0);
    }

    private static List<Outcome> outcomes(TrainedJob... jobs) {
        return generation(jobs).outcomes();
    }

    private static Generation generation(TrainedJob... jobs) {
        return Generation.of(0, 1, List.of(jobs));
    }
}
