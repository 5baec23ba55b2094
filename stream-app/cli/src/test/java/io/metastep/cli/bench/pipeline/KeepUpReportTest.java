package io.metastep.cli.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metastep.cli.bench.pipeline.KeepUpReport.Course;
import io.metastep.cli.bench.pipeline.LagWatch.Look;
import io.metastep.cli.terminal.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class KeepUpReportTest {
    private static final List<Look> LOOKS =
            List.of(new Look(10, 0, 3, 20), new Look(15, 120, 4, 28), new Look(19, 60, 6.5, 37));
    private static final Look FLEET_ENDED = new Look(20, 40, 7, 40);
    private static final Map<String, Long> COUNTERS = Map.of(
            "segments.used", 300L, "segments.surplus", 60L, "segments.refused.STALE_VERSION", 40L, "metaSteps", 25L);

    private static Course course(boolean hasCaughtUp) {
        var end = new Course.End(FLEET_ENDED, new Look(23.5, 2, 8, 42), hasCaughtUp);
        return Course.of(900, LOOKS, end, 0.09, COUNTERS);
    }

    @Test
    void shares_are_of_the_time_in_which_the_fleet_ran() {
        Course course = course(true);
        assertThat(course.seconds()).isEqualTo(10);
        assertThat(course.cpuShare()).isEqualTo(0.4, within(1e-12));
        assertThat(course.shareOfAll()).isEqualTo(0.2, within(1e-12));
        assertThat(course.segments()).isEqualTo(400);
        assertThat(course.segmentsPerSecond()).isEqualTo(40);
    }

    @Test
    void the_lag_is_told_at_its_worst_and_when_the_fleet_had_ended_and_how_long_it_lasted_then() {
        assertThat(course(true).worstLag()).isEqualTo(120);
        assertThat(course(true).endLag()).isEqualTo(40);
        assertThat(course(true).secondsToEnd()).isEqualTo(3.5);
        assertThat(course(false).secondsToEnd()).isNull();
    }

    @Test
    void speeds_are_compared_within_rounds() {
        KeepUpReport report =
                KeepUpReport.of(16, 65_536, 2_000, List.of(1_000.0, 1_200.0), List.of(course(true), course(false)));
        assertThat(report.speedRatio()).isEqualTo((0.9 + 0.75) / 2);
    }

    @Test
    void the_table_gives_lags_in_seconds_of_what_is_published_and_says_where_the_end_was_not_reached() {
        var out = new ByteArrayOutputStream();
        KeepUpReport.of(16, 65_536, 2_000, List.of(1_000.0, 1_200.0), List.of(course(true), course(false)))
                .print(new Screen(new PrintStream(out, true, StandardCharsets.UTF_8), OptionalInt.empty()));
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).anySatisfy(line -> assertThat(line)
                .containsSubsequence("1 ", "40", "9.0 %", "75.0 %", "15.0 %", "10.0 %", "25", "40.0 %", "20.0 %")
                .endsWith("3.0 s       1.0 s            3.5 s"));
        assertThat(lines).anySatisfy(line -> assertThat(line).endsWith("1.0 s                -"));
        assertThat(lines.get(lines.size() - 1)).contains("runs at 0.83 of its speed");
    }
}
