package io.metastep.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.optimizer.AdamSpec;
import io.metastep.optimizer.BlockState;
import io.metastep.optimizer.Feature;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.Optimizers;
import io.metastep.optimizer.Output;
import io.metastep.optimizer.Provenance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelWarmUpTest {
    private static final OptimizerFile LEARNED =
            file(new LstmSpec(List.of(new Feature.LogAndSign(10)), List.of(4), new Output.Linear(0.1f)));
    private static final OptimizerFile ADAM = file(new AdamSpec(0.1f, 0.9f, 0.99f, 1e-8f));

    private long now = Long.MAX_VALUE - 1;

    private static OptimizerFile file(OptimizerSpec spec) {
        float[] parameters = new float[spec.parameterCount()];
        Arrays.fill(parameters, 0.25f);
        Provenance provenance = new Provenance("test", "", Instant.EPOCH, 0, "", Map.of());
        return new OptimizerFile("a", 1, spec, OptimizerParameters.of(spec, parameters), provenance);
    }

    /** A clock that goes on by so much whenever it is looked at; it overflows, as the real one may. */
    private KernelWarmUp warmUp(Duration perStep) {
        return new KernelWarmUp(() -> now += perStep.toNanos());
    }

    @Test
    void every_optimizer_is_stepped_so_often_and_no_more() {
        assertThat(warmUp(Duration.ZERO).run(List.of(LEARNED, ADAM))).isEqualTo(2 * KernelWarmUp.STEPS);
        assertThat(warmUp(Duration.ZERO).run(List.of())).isZero();
    }

    @Test
    void on_a_slow_machine_the_start_waits_no_longer_than_the_limit() {
        assertThat(KernelWarmUp.LIMIT).isLessThan(Duration.ofSeconds(1));
        assertThat(warmUp(KernelWarmUp.LIMIT.dividedBy(10)).run(List.of(LEARNED, ADAM)))
                .isEqualTo(9);
        assertThat(warmUp(KernelWarmUp.LIMIT).run(List.of(LEARNED, ADAM))).isZero();
    }

    @Test
    void it_leaves_nothing_behind_that_an_update_could_depend_on() {
        for (OptimizerFile file : List.of(LEARNED, ADAM)) {
            Optimizer before = Optimizers.of(file);
            List<float[]> expected = updates(Optimizers.of(file));
            warmUp(Duration.ZERO).run(List.of(file));
            assertThat(updates(before)).usingRecursiveComparison().isEqualTo(expected);
            assertThat(updates(Optimizers.of(file))).usingRecursiveComparison().isEqualTo(expected);
        }
    }

    private static List<float[]> updates(Optimizer optimizer) {
        BlockState state = optimizer.newState(3);
        List<float[]> updates = new ArrayList<>();
        for (int step = 0; step < 5; step++) {
            float[] update = new float[3];
            optimizer.step(state, new float[] {0.5f, -1, step}, update, false);
            updates.add(update);
        }
        return updates;
    }
}
