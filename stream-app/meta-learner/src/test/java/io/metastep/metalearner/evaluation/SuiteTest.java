package io.metastep.metalearner.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.optimizees.TaskCatalogue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SuiteTest {
    private static final TaskCatalogue CATALOGUE = new TaskCatalogue(Optional.empty());
    private static final Effort FULL = new Effort(false, 20);
    private static final Effort QUICK = new Effort(true, 5);

    @Test
    void quadraticsAreTenThousandWhateverTheNumberOfSeeds() {
        EvaluationTask task = tasks(Suite.QUADRATICS, new Effort(false, 3)).get(0);
        assertThat(task.task().name()).contains("problems=1000");
        assertThat(task.members()).isEqualTo(10);
        assertThat(task.horizons()).containsExactly(100);
    }

    @Test
    void theTasksAreThoseOfTheTargets() {
        assertThat(tasks(Suite.MNIST, FULL)).extracting(EvaluationTask::id).containsExactly("digits-sigmoid-20");
        assertThat(tasks(Suite.MNIST, FULL))
                .extracting(EvaluationTask::horizons)
                .containsOnly(List.of(100, 200));
        assertThat(tasks(Suite.TRANSFER, FULL))
                .extracting(EvaluationTask::id)
                .containsExactly("digits-sigmoid-40", "digits-sigmoid-20x20", "digits-tanh-20", "digits-relu-20");
        assertThat(tasks(Suite.LONG, FULL))
                .extracting(EvaluationTask::horizons)
                .containsExactly(List.of(2_000), List.of(10_000));
    }

    @ParameterizedTest
    @EnumSource
    void baselinesAreTunedOnSeedsThatAreNotReported(Suite suite) {
        for (EvaluationTask task : tasks(suite, FULL)) {
            assertThat(task.seeds()).doesNotContainAnyElementsOf(task.tuningSeeds());
            assertThat(task.tuningSeeds()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aQuickLookIsLessWork(Suite suite) {
        assertThat(steps(tasks(suite, QUICK))).isLessThan(steps(tasks(suite, FULL)) / 2);
    }

    @ParameterizedTest
    @EnumSource(names = "QUADRATICS", mode = EnumSource.Mode.EXCLUDE)
    void lossesAreOfEvaluationImagesAndAccuraciesOfTestImages(Suite suite) {
        assertThat(tasks(suite, FULL)).allSatisfy(task -> {
            assertThat(task.task().name()).contains("images=evaluation");
            assertThat(task.test().orElseThrow().name()).contains("images=test");
        });
    }

    @Test
    void oneSeedIsRefused() {
        assertThatThrownBy(() -> new Effort(false, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no confidence interval");
    }

    private static List<EvaluationTask> tasks(Suite suite, Effort effort) {
        return suite.tasks(CATALOGUE, false, effort);
    }

    private static long steps(List<EvaluationTask> tasks) {
        return tasks.stream()
                .mapToLong(task -> (long) task.lastHorizon() * (task.members() + task.tuningMembers()))
                .sum();
    }
}
