package io.metastep.metalearner.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.metalearner.Workers;
import io.metastep.optimizer.LearnableSgdSpec;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.Provenance;
import io.metastep.optimizer.ShippedOptimizers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FixedTasksTest {
    private final Workers workers = new Workers("gate-test", 2);
    private final FixedTasks gate = new FixedTasks(FixedTasks.standard(), FixedTasks.MARGIN, workers);

    @AfterEach
    void close() {
        workers.close();
    }

    private static OptimizerFile sgd(int version, float rate) {
        var spec = new LearnableSgdSpec();
        var parameters = OptimizerParameters.of(spec, new float[] {rate});
        return new OptimizerFile(
                "f", version, spec, parameters, new Provenance("", "", Instant.EPOCH, 0, "", Map.of()));
    }

    @Test
    void whatIsAsGoodAsStablePasses() {
        OptimizerFile shipped = ShippedOptimizers.all().get(0);
        Verdict verdict = gate.judge(shipped, List.of(shipped));
        assertThat(verdict.isPassed()).as(verdict.reason()).isTrue();
        assertThat(verdict.reason()).contains("1.000", shipped.reference(), "6 fixed tasks");
    }

    @Test
    void whatIsWorseByMoreThanTheMarginIsRefused() {
        Verdict verdict = gate.judge(sgd(2, 0.002f), List.of(sgd(1, 0.01f)));
        assertThat(verdict.isPassed()).as(verdict.reason()).isFalse();
        assertThat(verdict.reason()).contains("at most 1.050");
    }

    @Test
    void whatIsBetterThanStableButWorseThanLatestIsRefused() {
        OptimizerFile stable = sgd(1, 0.0001f);
        OptimizerFile latest = sgd(2, 0.01f);
        OptimizerFile candidate = sgd(3, 0.002f);
        assertThat(gate.judge(candidate, List.of(stable)).isPassed()).isTrue();
        Verdict verdict = gate.judge(candidate, List.of(stable, latest));
        assertThat(verdict.isPassed()).as(verdict.reason()).isFalse();
        assertThat(verdict.reason()).contains("of f@1's and ", "of f@2's on 6 fixed tasks");
    }

    @Test
    void whatDivergesIsRefusedAndTheTaskNamed() {
        Verdict verdict = gate.judge(sgd(2, 10), List.of(sgd(1, 0.01f)));
        assertThat(verdict.isPassed()).isFalse();
        assertThat(verdict.reason()).contains("diverges on quadratic:problems=64");
    }

    @Test
    void aBrokenStableDoesNotKeepAGoodCandidateOut() {
        assertThat(gate.judge(sgd(2, 0.01f), List.of(sgd(1, 10))).isPassed()).isTrue();
    }

    @Test
    void theSameFilesGetTheSameVerdict() {
        OptimizerFile shipped = ShippedOptimizers.all().get(0);
        assertThat(gate.judge(shipped, List.of(sgd(1, 0.01f)))).isEqualTo(gate.judge(shipped, List.of(sgd(1, 0.01f))));
    }
}
