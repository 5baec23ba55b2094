package io.metastep.metalearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.optimizees.Quadratics;
import io.metastep.optimizer.Feature;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Output;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetaTrainingTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    private static final LstmSpec SPEC = new LstmSpec(
            List.of(new Feature.LogAndSign(10), new Feature.NormalizedMomentum()),
            List.of(8),
            new Output.BoundedNominal(0.1f, 0.1f));
    private static final Quadratics TASK = new Quadratics(3, 16);

    @Test
    void theResultDependsOnTheSeedAndNotOnTheThreads() {
        OptimizerFile one = MetaTraining.run(settings(7, 1, 12), new ProgressListener() {}, CLOCK);
        OptimizerFile three = MetaTraining.run(settings(7, 3, 12), new ProgressListener() {}, CLOCK);
        OptimizerFile other = MetaTraining.run(settings(8, 1, 12), new ProgressListener() {}, CLOCK);
        assertThat(three.write()).isEqualTo(one.write());
        assertThat(other.parameters()).isNotEqualTo(one.parameters());
    }

    @Test
    void validationImprovesAndTheBestVersionIsTheResult() {
        var scores = new ArrayList<Double>();
        OptimizerFile file = MetaTraining.run(
                settings(7, 2, 120),
                new ProgressListener() {
                    @Override
                    public void validated(MetaProgress progress, ValidationReport report, boolean best) {
                        scores.add(report.score());
                    }
                },
                CLOCK);
        double least = scores.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        assertThat(least).isLessThan(0.8 * scores.get(0));
        assertThat(file.provenance().details()).containsKeys("meta-steps", "workload 1", "validation 1");
        assertThat(file.provenance().seed()).isEqualTo(7);
    }

    @Test
    void allProblemsOfTheSettingsAreReportedAtOnce() {
        assertThatThrownBy(() -> new MetaTrainingSettings(
                        "test",
                        1,
                        SPEC,
                        Optional.empty(),
                        1,
                        List.of(),
                        0,
                        0.01,
                        0.1,
                        Credits.STANDARD,
                        5,
                        9,
                        10,
                        List.of(),
                        1,
                        1,
                        ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no workload")
                .hasMessageContaining("0 meta-steps")
                .hasMessageContaining("are growing")
                .hasMessageContaining("credit tail of 9");
    }

    private static MetaTrainingSettings settings(long seed, int threads, int metaSteps) {
        return new MetaTrainingSettings(
                "test",
                1,
                SPEC,
                Optional.empty(),
                seed,
                List.of(new Workload(TASK, 3, 0.5, 10, 20)),
                metaSteps,
                0.02,
                0.005,
                Credits.STANDARD,
                8,
                2,
                1_000,
                List.of(new ValidationTask(TASK, List.of(20), 1)),
                20,
                threads,
                "metastep meta-train");
    }
}
