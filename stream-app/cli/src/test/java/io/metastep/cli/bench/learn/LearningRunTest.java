package io.metastep.cli.bench.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.metalearner.Workers;
import io.metastep.optimizees.TaskCatalogue;
import io.metastep.optimizer.OptimizerFile;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LearningRunTest {
    private static final TaskCatalogue TASKS = new TaskCatalogue(Optional.empty());
    private static final HeldOut HELD_OUT = new HeldOut(TASKS.parse("quadratic:problems=10"), 1, 20);
    private static final long SEED = 1;

    /** Enough for one version. */
    private static final int JOBS = 48;

    @Test
    void aRunDependsOnItsConditionAndSeedAlone() {
        LearningRun.Outcome once = run(Condition.STANDARD, SEED);

        assertThat(once.versions()).isPositive();
        assertThat(run(Condition.STANDARD, SEED)).isEqualTo(once);
        assertThat(run(Condition.STANDARD, SEED + 1).loss()).isNotEqualTo(once.loss());
        assertThat(run(Condition.STANDARD.mu(0), SEED).loss()).isNotEqualTo(once.loss());
    }

    private static LearningRun.Outcome run(Condition condition, long seed) {
        return LearningRun.of(Field.QUADRATICS, TASKS, condition, seed, JOBS, HELD_OUT);
    }

    @Test
    void versionsReachTheJobsAsLateAsAsked() {
        int delay = 2;
        Condition condition = Condition.STANDARD.delay(delay);
        try (Workers workers = new Workers("learner", 1);
                LearnerInMemory learner = LearningRun.learner(Field.QUADRATICS, TASKS, condition, SEED, workers);
                Fleet fleet = new Fleet(LearningRun.plan(Field.QUADRATICS.job(TASKS), condition, SEED), learner)) {
            while (learner.releases().isEmpty()) {
                fleet.round();
            }
            long released = learner.progress().metaSteps();
            assertThat(learner.channel("latest").map(OptimizerFile::version)).hasValue(2);
            while (learner.progress().metaSteps() < released + delay) {
                assertThat(learner.served().channel("latest").map(OptimizerFile::version))
                        .hasValue(1);
                fleet.round();
            }
            assertThat(learner.served().channel("latest").map(OptimizerFile::version))
                    .hasValue(2);
        }
    }
}
