package io.metastep.cli.bench.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.terminal.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What keeping the state costs: the application beside itself with neither changelogs nor snapshots.
 *
 * @param changelogBytesPerGradientByte bytes of record batches that the producers sent to changelogs, not compressed, per byte
 *     of FLOAT32 gradients
 * @param byStore the same for each state store
 * @param throughputRatio median over the rounds of the throughput with state over that without in the same round
 * @param throughputRatios of the rounds
 * @param tailRatio the 99.9th percentile of step latency with state over that without
 * @param logged the application as it is
 * @param unlogged the application without
 * @param tailSteps steps that each percentile is taken of
 */
@JsonPropertyOrder({
    "changelogBytesPerGradientByte",
    "byStore",
    "throughputRatio",
    "throughputRatios",
    "tailRatio",
    "logged",
    "unlogged",
    "tailSteps"
})
record CostReport(
        double changelogBytesPerGradientByte,
        Map<String, Double> byStore,
        double throughputRatio,
        List<Double> throughputRatios,
        double tailRatio,
        Side logged,
        Side unlogged,
        int tailSteps) {

    /** One of the two: its median throughput and its step latencies in milliseconds over all chunks. */
    record Side(double coordinatesPerSecond, double p50, double p99, double p999) {

        static Side of(List<Double> throughputs, double[] millis) {
            return new Side(
                    Samples.median(throughputs),
                    Samples.quantile(millis, 0.5),
                    Samples.quantile(millis, 0.99),
                    Samples.quantile(millis, 0.999));
        }
    }

    static CostReport of(
            Map<String, Double> byStore,
            List<Double> loggedThroughputs,
            List<Double> unloggedThroughputs,
            double[] loggedMillis,
            double[] unloggedMillis) {
        List<Double> ratios = Samples.ratios(loggedThroughputs, unloggedThroughputs);
        Side logged = Side.of(loggedThroughputs, loggedMillis);
        Side unlogged = Side.of(unloggedThroughputs, unloggedMillis);
        return new CostReport(
                byStore.values().stream().mapToDouble(Double::doubleValue).sum(),
                byStore,
                Samples.median(ratios),
                ratios,
                logged.p999 / unlogged.p999,
                logged,
                unlogged,
                loggedMillis.length);
    }

    void print(Screen screen) {
        Table table = new Table()
                .words("")
                .numbers("coordinates/s")
                .numbers("step p50")
                .numbers("p99")
                .numbers("p99.9");
        row(table, "Metastep", logged);
        row(table, "without logging state", unlogged);
        screen.lines(table.lines());
        screen.gap();
        screen.line(String.format(
                Locale.ROOT,
                "Keeping the state takes %.2f bytes of changelog per byte of FLOAT32 gradient (goal: at most 1.0),",
                changelogBytesPerGradientByte));
        screen.line(String.format(
                Locale.ROOT, "leaves %.0f %% of the throughput (goal: at least 85 %%),", 100 * throughputRatio));
        screen.line(String.format(
                Locale.ROOT,
                "and makes the 99.9th percentile of step latency %.2f times as long (goal: at most 1.5).",
                tailRatio));
    }

    private static void row(Table table, String name, Side side) {
        table.row(
                name,
                Numbers.rate(side.coordinatesPerSecond()),
                Numbers.millis(side.p50()),
                Numbers.millis(side.p99()),
                Numbers.millis(side.p999()));
    }
}
