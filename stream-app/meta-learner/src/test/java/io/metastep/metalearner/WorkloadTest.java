package io.metastep.metalearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.optimizees.Quadratics;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    @Test
    void horizonsGrowFromTheShortestToTheLongestByHalfWay() {
        var workload = new Workload(Quadratics.standard(), 2, 0, 20, 200);
        assertThat(workload.horizonLimit(0)).isEqualTo(20);
        assertThat(workload.horizonLimit(0.25)).isEqualTo(63);
        assertThat(workload.horizonLimit(0.5)).isEqualTo(200);
        assertThat(workload.horizonLimit(1)).isEqualTo(200);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new Workload(Quadratics.standard(), 0, 0, 20, 200))
                .hasMessageContaining("0 jobs");
        assertThatThrownBy(() -> new Workload(Quadratics.standard(), 1, -1, 20, 200))
                .hasMessageContaining("rescaling -1");
        assertThatThrownBy(() -> new Workload(Quadratics.standard(), 1, 0, 20, 10))
                .hasMessageContaining("20 to 10");
    }
}
