package io.metastep.cli.bench.soak;

import io.metastep.cli.terminal.Screen;
import io.metastep.cli.terminal.Table;
import java.time.Duration;
import java.util.List;

/**
 * What half an hour of full load did to the application.
 *
 * @param minutes of load
 * @param jobs that began
 * @param updates that jobs received
 * @param rejected records in the topic of rejections
 * @param pace updates per second in the last third, as a share of those in the middle third
 * @param isFlat whether nothing grew
 */
record SoakReport(
        double minutes,
        long jobs,
        long updates,
        long rejected,
        double pace,
        boolean isFlat,
        List<Growth> growths,
        List<Sample> samples) {

    SoakReport {
        growths = List.copyOf(growths);
        samples = List.copyOf(samples);
    }

    static SoakReport of(Duration length, long jobs, long rejected, List<Sample> samples) {
        List<Growth> growths = Growth.of(samples);
        return new SoakReport(
                length.toMillis() / 60e3,
                jobs,
                samples.get(samples.size() - 1).updates(),
                rejected,
                pace(samples),
                growths.stream().allMatch(Growth::isFlat),
                growths,
                samples);
    }

    private static double pace(List<Sample> samples) {
        int third = samples.size() / 3;
        Sample from = samples.get(third);
        Sample middle = samples.get(2 * third);
        Sample end = samples.get(samples.size() - 1);
        return rate(middle, end) / rate(from, middle);
    }

    private static double rate(Sample from, Sample to) {
        return (to.updates() - from.updates()) / (to.seconds() - from.seconds());
    }

    void print(Screen screen) {
        Table table = new Table()
                .words("")
                .numbers("middle third")
                .numbers("last third")
                .numbers("most")
                .words("")
                .words("");
        for (Growth growth : growths) {
            table.row(
                    growth.vital().words(),
                    "%.0f".formatted(growth.before()),
                    "%.0f".formatted(growth.after()),
                    "%.0f".formatted(growth.most()),
                    growth.vital().unit(),
                    growth.isFlat() ? "flat" : "GROWS");
        }
        screen.lines(table.lines());
        screen.line("");
        screen.line(
                "%,d jobs, %,d updates, %,d rejected in %.0f minutes; the pace of the last third is %.2f of that of the"
                                .formatted(jobs, updates, rejected, minutes, pace)
                        + " middle one. Medians of the thirds; the first one is for warming up.");
        screen.line(isFlat ? "Nothing grows." : "Something grows: see above.");
    }
}
