package io.metastep.cli.metatraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.metalearner.ValidationTask;
import io.metastep.metalearner.Workload;
import io.metastep.optimizees.TaskCatalogue;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {

    private final TaskCatalogue catalogue = new TaskCatalogue(Optional.empty());

    @Test
    void aWorkloadIsATaskWithSettings() {
        Workload workload = Plan.workload("quadratic:problems=64/jobs=6/steps=10..90/rescaling=1.5", catalogue);
        assertThat(workload.task().name()).isEqualTo("quadratic:problems=64");
        assertThat(workload)
                .extracting(Workload::jobs, Workload::shortest, Workload::longest)
                .containsExactly(6, 10, 90);
        assertThat(workload.rescaling()).isEqualTo(1.5);
    }

    @Test
    void aValidationMayHaveSeveralHorizons() {
        ValidationTask validation = Plan.validation("quadratic/steps=100,200/seeds=3", catalogue);
        assertThat(validation.horizons()).containsExactly(100, 200);
        assertThat(validation.seeds()).isEqualTo(3);
    }

    @Test
    void anUnknownSettingIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Plan.workload("quadratic/job=6", catalogue))
                .hasMessage("'quadratic/job=6': expected TASK/jobs=.../steps=.../rescaling=...");
    }

    @Test
    void aNumberMustBeOne() {
        assertThatThrownBy(() -> Plan.workload("quadratic/jobs=many", catalogue))
                .hasMessageContaining("'many'");
    }
}
