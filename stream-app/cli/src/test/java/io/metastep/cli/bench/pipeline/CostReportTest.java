package io.metastep.cli.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CostReportTest {

    @Test
    void aMedianIsTheMiddleOrTheMeanOfTheTwoThere() {
        assertThat(Samples.median(List.of(5.0, 1.0, 9.0))).isEqualTo(5);
        assertThat(Samples.median(List.of(4, 1, 9, 6))).isEqualTo(5);
    }

    @Test
    void aQuantileIsExceededByWhatIsLeft() {
        double[] values = IntStream.range(0, 2_000).mapToDouble(i -> 1_999 - i).toArray();
        assertThat(Samples.quantile(values, 0.5)).isEqualTo(1_000);
        assertThat(Samples.quantile(values, 0.999)).isEqualTo(1_998);
        assertThat(Samples.quantile(values, 1)).isEqualTo(1_999);
        assertThat(Samples.quantile(new double[] {3}, 0.999)).isEqualTo(3);
    }

    @Test
    void ratiosAreOfTheSameRound() {
        assertThat(Samples.ratios(List.of(1.0, 9.0), List.of(2.0, 3.0))).containsExactly(0.5, 3.0);
        assertThatThrownBy(() -> Samples.ratios(List.of(1.0), List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatAnApplicationHasWrittenGoesThroughText() {
        Written written = new Written(4_096, Map.of("snapshots", 3_000L, "position", 10L));
        String text = written.text();
        assertThat(text).startsWith("written ");
        assertThat(Written.parse(text.substring("written ".length()))).isEqualTo(written);
    }

    @Test
    void changelogBytesCountFromTheEndOfTheWarmUpOn() {
        Written before = new Written(1_000, Map.of("snapshots", 500L));
        Written after = new Written(5_000, Map.of("snapshots", 3_500L, "headers", 40L));
        assertThat(after.perGradientByte(before)).isEqualTo(Map.of("snapshots", 0.75, "headers", 0.01));
    }

    @Test
    void aReportComparesRoundsAndPercentiles() {
        double[] slow =
                IntStream.range(0, 1_000).mapToDouble(i -> i == 7 ? 30 : 10).toArray();
        double[] fast =
                IntStream.range(0, 1_000).mapToDouble(i -> i == 7 ? 20 : 8).toArray();
        CostReport report = CostReport.of(
                Map.of("snapshots", 0.87, "position", 0.02),
                List.of(80.0, 90.0, 50.0),
                List.of(100.0, 100.0, 50.0),
                slow,
                fast);
        assertThat(report.changelogBytesPerGradientByte()).isEqualTo(0.89, within(1e-12));
        assertThat(report.throughputRatio()).isEqualTo(0.9);
        assertThat(report.tailRatio()).isEqualTo(1.5);
        assertThat(report.logged().p50()).isEqualTo(10);
        assertThat(report.tailSteps()).isEqualTo(1_000);
    }
}
