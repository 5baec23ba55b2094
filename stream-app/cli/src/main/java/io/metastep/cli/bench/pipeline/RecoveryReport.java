package io.metastep.cli.bench.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.terminal.Table;
import java.util.List;
import java.util.Locale;

/**
 * What the recovery benchmark found.
 *
 * @param restarts kill -9, after a drained shutdown, and kill -9 with a standby replica
 * @param restoreBytesPerSecond of the first restart
 * @param consumerBytesPerSecond of a plain consumer of the same changelogs
 * @param restoreRatio time of the restore over that of the consumer for as many bytes
 * @param replayRate coordinate-steps per second of the first restart's replay
 * @param kernelRate coordinate-steps per second of the kernel alone on all cores
 * @param replayRatio the replay's rate over the kernel's
 */
@JsonPropertyOrder({
    "coordinates",
    "blocks",
    "partitions",
    "cores",
    "restarts",
    "restoreBytesPerSecond",
    "consumerBytesPerSecond",
    "restoreRatio",
    "replayRate",
    "kernelRate",
    "replayRatio"
})
record RecoveryReport(
        int coordinates,
        int blocks,
        int partitions,
        int cores,
        List<Restart> restarts,
        double restoreBytesPerSecond,
        double consumerBytesPerSecond,
        double restoreRatio,
        double replayRate,
        double kernelRate,
        double replayRatio) {

    static RecoveryReport of(
            int blocks,
            int blockCoordinates,
            int partitions,
            int cores,
            List<Restart> restarts,
            ChangelogReading reading,
            double kernelRate) {
        Restart killed = restarts.get(0);
        double restored = killed.restoredRecords() * reading.bytesPerRecord() / killed.restoreSeconds();
        double replayed = (double) killed.replayedRecords() * blockCoordinates / killed.replaySeconds();
        return new RecoveryReport(
                blocks * blockCoordinates,
                blocks,
                partitions,
                cores,
                restarts,
                restored,
                reading.bytesPerSecond(),
                reading.bytesPerSecond() / restored,
                replayed,
                kernelRate,
                replayed / kernelRate);
    }

    void print(Screen screen) {
        screen.line(String.format(
                Locale.ROOT,
                "%s of %s coordinates in %d blocks and %d partitions, one stream thread, %d cores; seconds until the first new update",
                screen.bold("Recovery"),
                Numbers.count(coordinates),
                blocks,
                partitions,
                cores));
        screen.gap();
        Table table = new Table()
                .words("")
                .numbers("total")
                .numbers("start")
                .numbers("session timeout")
                .numbers("open transaction")
                .numbers("restore")
                .numbers("replay")
                .numbers("first update")
                .numbers("restored")
                .numbers("replayed");
        restarts.forEach(restart -> table.row(
                restart.name(),
                seconds(restart.total()),
                seconds(restart.start()),
                seconds(restart.session()),
                seconds(restart.transaction()),
                seconds(restart.restore()),
                seconds(restart.replay()),
                seconds(restart.first()),
                Numbers.count(restart.restoredRecords()),
                Numbers.count(restart.replayedRecords())));
        screen.lines(table.lines());
        screen.gap();
        screen.line(String.format(
                Locale.ROOT,
                "Restore: %.0f MB/s, %.2f times the time of a plain consumer of the same bytes (goal: at most 2).",
                restoreBytesPerSecond / 1e6,
                restoreRatio));
        screen.line(String.format(
                Locale.ROOT,
                "Replay: %s coordinates/s, %.0f %% of the kernel alone on all cores.",
                Numbers.rate(replayRate),
                100 * replayRatio));
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }
}
