package io.metastep.cli.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrowthTest {

    private static List<Sample> heap(IntToDoubleFunction megabytes) {
        return IntStream.range(0, 90)
                .mapToObj(i -> new Sample(i, 10L * i, Map.of(Vital.HEAP, megabytes.applyAsDouble(i))))
                .toList();
    }

    @Test
    void what_grows_only_while_it_warms_up_is_flat() {
        Growth growth = Growth.of(heap(i -> i < 30 ? 10 * i : 300 + i % 7)).get(0);
        assertThat(growth.vital()).isEqualTo(Vital.HEAP);
        assertThat(growth.before()).isBetween(300.0, 306.0);
        assertThat(growth.most()).isEqualTo(306);
        assertThat(growth.isFlat()).isTrue();
    }

    @Test
    void what_goes_on_growing_is_found() {
        Growth growth = Growth.of(heap(i -> 300 + 2 * i)).get(0);
        assertThat(growth.before()).isEqualTo(389);
        assertThat(growth.after()).isEqualTo(449);
        assertThat(growth.isFlat()).isFalse();
    }

    @Test
    void small_things_may_differ_a_little() {
        assertThat(Vital.THREADS.isFlat(12, 14)).isTrue();
        assertThat(Vital.THREADS.isFlat(12, 15)).isFalse();
    }

    @Test
    void what_this_machine_does_not_tell_is_left_out() {
        SoakReport report = SoakReport.of(Duration.ofMinutes(30), 5, 0, heap(i -> 300));
        assertThat(report.growths()).hasSize(1);
        assertThat(report.isFlat()).isTrue();
        assertThat(report.pace()).isEqualTo(1);
    }
}
