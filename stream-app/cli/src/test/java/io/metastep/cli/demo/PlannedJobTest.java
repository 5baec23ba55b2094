package io.metastep.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.optimizees.TaskCatalogue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannedJobTest {

    @Test
    void everyOtherJobIsAQuadraticAndNoTwoJobsSolveTheSameProblem() {
        List<PlannedJob> plan = PlannedJob.all(8, 40, new TaskCatalogue(Optional.empty()));
        assertThat(plan).extracting(PlannedJob::jobId).doesNotHaveDuplicates().hasSize(8);
        assertThat(plan).extracting(PlannedJob::seed).containsExactly(40L, 41L, 42L, 43L, 44L, 45L, 46L, 47L);
        assertThat(plan)
                .filteredOn(job -> PlannedJob.isQuadratic(job.task().name()))
                .hasSize(4);
    }
}
