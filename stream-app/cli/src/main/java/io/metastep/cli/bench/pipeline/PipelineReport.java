package io.metastep.cli.bench.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.terminal.Table;
import java.util.Locale;

/**
 * What the pipeline benchmark found: medians over the rounds.
 *
 * @param blockCoordinates coordinates of a block in the throughput runs
 * @param jobParameters parameters of the synchronous job in the latency runs
 * @param pinned whether broker and application had a core each
 * @param kernelAlone coordinate-steps per second of the kernel on the application's core, over the same blocks in turn
 * @param shareOfKernel the application's throughput over the kernel's alone
 * @param latencyRatio the application's median step latency over the pass-through's
 * @param cost what keeping the state costs
 */
@JsonPropertyOrder({
    "metastep",
    "passThrough",
    "kernelAlone",
    "shareOfKernel",
    "latencyRatio",
    "blockCoordinates",
    "jobParameters",
    "throughputCommitIntervalMillis",
    "commitIntervalMillis",
    "pollMillis",
    "pinned",
    "rounds",
    "cost"
})
record PipelineReport(
        Side metastep,
        Side passThrough,
        double kernelAlone,
        double shareOfKernel,
        double latencyRatio,
        int blockCoordinates,
        int jobParameters,
        int throughputCommitIntervalMillis,
        int commitIntervalMillis,
        int pollMillis,
        boolean pinned,
        int rounds,
        CostReport cost) {

    /** One application. */
    record Side(double coordinatesPerSecond, Latency stepLatencyMillis) {}

    /** Milliseconds of a step. */
    record Latency(double p50, double p99) {

        static Latency of(double[] millis) {
            return new Latency(Samples.quantile(millis, 0.5), Samples.quantile(millis, 0.99));
        }
    }

    void print(Screen screen) {
        screen.line(
                "%s, one stream thread, exactly once, commit every %d ms for throughput and %d ms for latency, poll %d ms, %s"
                        .formatted(
                                screen.bold("Pipeline"),
                                throughputCommitIntervalMillis,
                                commitIntervalMillis,
                                pollMillis,
                                pinned ? "broker and application on a core each" : "cores NOT pinned"));
        screen.gap();
        screen.lines(table().lines());
        screen.gap();
        screen.line(String.format(
                Locale.ROOT,
                "Metastep reaches %.0f %% of the kernel alone; its median step latency is %.2f times the pass-through's.",
                100 * shareOfKernel,
                latencyRatio));
        screen.gap();
        cost.print(screen);
    }

    private Table table() {
        Table table = new Table()
                .words("")
                .numbers("coordinates/s")
                .numbers("step p50")
                .numbers("p99");
        row(table, "Metastep", metastep);
        row(table, "pass-through", passThrough);
        table.row("kernel alone", Numbers.rate(kernelAlone), "", "");
        return table;
    }

    private static void row(Table table, String name, Side side) {
        table.row(
                name,
                Numbers.rate(side.coordinatesPerSecond()),
                Numbers.millis(side.stepLatencyMillis().p50()),
                Numbers.millis(side.stepLatencyMillis().p99()));
    }
}
