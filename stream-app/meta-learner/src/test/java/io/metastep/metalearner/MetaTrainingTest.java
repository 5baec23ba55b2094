package io.metastep.metalearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.optimizees.Quadratics;
import io.metastep.optimizer.Feature;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.Output;
import java.time.Duration;
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
                    public void validated(MetaProgress progress, Judgement judgement) {
                        scores.add(judgement.report().score());
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
                        new Budget.MetaSteps(1),
                        0.01,
                        0.1,
                        1,
                        Credits.STANDARD,
                        Response.IGNORED,
                        Imitation.NONE,
                        5,
                        9,
                        10,
                        List.of(),
                        1,
                        -1,
                        1,
                        ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no workload")
                .hasMessageContaining("patience of -1")
                .hasMessageContaining("are growing")
                .hasMessageContaining("averaging of 1.0")
                .hasMessageContaining("credit tail of 9");
    }

    @Test
    void imitationMakesAnUntrainedLinearOptimizerMoveLikeAdam() {
        MetaTrainingSettings plain = settings(linear(), new Budget.MetaSteps(60), Imitation.NONE, 0);
        MetaTrainingSettings imitating = settings(linear(), new Budget.MetaSteps(60), new Imitation(60, 0.05f), 0);
        Optimizer adam = Optimizers.of(imitating.imitation().teacher());
        double before = distance(Optimizers.of(linear(), linear().initialParameters(7)), adam);
        double after = distance(result(imitating), adam);
        assertThat(after).isLessThan(0.5 * before);
        assertThat(after).isLessThan(0.8 * distance(result(plain), adam));
    }

    private static LstmSpec linear() {
        return new LstmSpec(
                List.of(new Feature.NormalizedGradient(), new Feature.NormalizedMomentum()),
                List.of(8),
                new Output.Linear(0.1f));
    }

    private static Optimizer result(MetaTrainingSettings settings) {
        OptimizerFile file = MetaTraining.run(settings, new ProgressListener() {}, CLOCK);
        return Optimizers.of(settings.spec(), file.parameters());
    }

    /** Root mean square distance of the updates on the gradients of a job that Adam drives. */
    private static double distance(Optimizer optimizer, Optimizer adam) {
        double sum = 0;
        try (var loop = new InnerLoop(TASK.open(99), adam)) {
            var memory = optimizer.newState(loop.gradients()[0].length);
            var update = new float[loop.gradients()[0].length];
            for (int step = 0; step < 20; step++) {
                loop.observe();
                optimizer.step(memory, loop.gradients()[0], update, false);
                loop.advance(adam);
                for (int i = 0; i < update.length; i++) {
                    sum += Math.pow(update[i] - loop.updates()[0][i], 2) / (20 * update.length);
                }
            }
        }
        return Math.sqrt(sum);
    }

    @Test
    void timeEndsATrainingAndTheProvenanceSaysHowManyStepsItTook() {
        var ticking = new InstantSource() {
            private Instant now = CLOCK.instant();

            @Override
            public Instant instant() {
                now = now.plusSeconds(1);
                return now;
            }
        };
        var steps = new ArrayList<MetaProgress>();
        OptimizerFile file = MetaTraining.run(
                settings(SPEC, new Budget.WallClock(Duration.ofSeconds(30)), Imitation.NONE, 0),
                new ProgressListener() {
                    @Override
                    public void stepped(MetaProgress progress) {
                        steps.add(progress);
                    }
                },
                ticking);
        assertThat(steps).hasSizeBetween(20, 30);
        assertThat(steps).extracting(MetaProgress::used).isSorted().endsWith(1.0);
        assertThat(file.provenance().details().get("meta-steps"))
                .contains("--meta-steps " + steps.size(), "machine's speed");
    }

    @Test
    void patienceEndsATrainingThatGetsNoBetter() {
        var scores = new ArrayList<Boolean>();
        MetaTrainingSettings settings = settings(SPEC, new Budget.MetaSteps(10_000), Imitation.NONE, 2);
        OptimizerFile file = MetaTraining.run(
                settings,
                new ProgressListener() {
                    @Override
                    public void validated(MetaProgress progress, Judgement judgement) {
                        scores.add(judgement.isBest());
                    }
                },
                CLOCK);
        assertThat(scores).endsWith(true, false, false);
        assertThat(scores.subList(0, scores.size() - 2)).doesNotContainSequence(false, false);
        assertThat(file.provenance().details().get("ended early")).contains("after 2 validations");
    }

    private static MetaTrainingSettings settings(long seed, int threads, int metaSteps) {
        return settings(SPEC, seed, threads, new Budget.MetaSteps(metaSteps), Imitation.NONE, 0);
    }

    private static MetaTrainingSettings settings(LstmSpec spec, Budget budget, Imitation imitation, int patience) {
        return settings(spec, 7, 2, budget, imitation, patience);
    }

    private static MetaTrainingSettings settings(
            LstmSpec spec, long seed, int threads, Budget budget, Imitation imitation, int patience) {
        return new MetaTrainingSettings(
                "test",
                1,
                spec,
                Optional.empty(),
                seed,
                List.of(new Workload(TASK, 3, 0.5, 10, 20)),
                budget,
                0.02,
                0.005,
                0.9,
                Credits.STANDARD,
                Response.IGNORED,
                imitation,
                8,
                2,
                1_000,
                List.of(new ValidationTask(TASK, List.of(20), 1)),
                20,
                patience,
                threads,
                "metastep meta-train");
    }
}
