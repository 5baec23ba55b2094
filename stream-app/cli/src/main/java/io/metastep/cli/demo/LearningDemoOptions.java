package io.metastep.cli.demo;

import io.metastep.cli.OutputFile;
import io.metastep.cli.Problems;
import io.metastep.cli.chart.Drawing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether the demo shows an optimizer that learns, and which one. */
final class LearningDemoOptions {

    static final String HEADING = "%nAn optimizer that learns while the jobs run:%n";

    /** Jobs beside each other unless somebody wants another number. */
    static final int JOBS = 16;

    private static final double USUAL_MINUTES = 5;
    private static final double MOST_MINUTES = 24 * 60;

    @Option(
            names = "--cold-start",
            description =
                    "Begin with a random optimizer, whose updates are zero, and see generations of jobs get better.")
    private boolean isCold;

    @Option(
            names = "--shift",
            description =
                    "Begin with the shipped optimizer on jobs unlike those that it was trained on, and see it adapt.")
    private boolean isShift;

    @Option(
            names = "--workload",
            paramLabel = "KIND",
            description = "What the jobs of a cold start train: ${COMPLETION-CANDIDATES} (default: BOTH).")
    private ColdStart.@Nullable Work work;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "When no further jobs start (default: 5, or never with --generations).")
    private @Nullable Double minutes;

    @Option(names = "--generations", paramLabel = "N", description = "End after so many generations of jobs.")
    private @Nullable Integer generations;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Empty folder for the plots (default: metastep-cold-start or metastep-shift,"
                    + " whose plots are replaced).")
    private @Nullable Path out;

    boolean isChosen() {
        return isCold || isShift;
    }

    /** What to do; adds what is wrong with it. Empty if nothing of this kind was asked for. */
    Optional<LearningDemo.Plan> plan(DemoSettings settings, Problems problems) {
        if (!isChosen()) {
            boolean isForLearning = work != null || minutes != null || generations != null || out != null;
            problems.require(
                    !isForLearning,
                    "--workload, --minutes, --generations and --out are for --cold-start and --shift; give one of these too");
            return Optional.empty();
        }
        problems.require(!(isCold && isShift), "--cold-start and --shift: give one of them");
        problems.require(work == null || isCold, "--workload: is for --cold-start");
        problems.require(
                minutes == null || (minutes > 0 && minutes <= MOST_MINUTES),
                "--minutes: must be above 0 and at most %s, got %s".formatted(MOST_MINUTES, minutes));
        problems.requireAtLeast("--generations", generations == null ? 1 : generations, 1);
        Drawing.problem().ifPresent(problems::add);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        return problems.check("--data", () -> scenario(settings))
                .map(scenario -> new LearningDemo.Plan(scenario, time(), limit(), folder(problems)));
    }

    /** Makes it, so it comes last: a command that is refused leaves none behind. */
    private Path folder(Problems problems) {
        Path folder = out == null ? Path.of(isCold ? "metastep-cold-start" : "metastep-shift") : out;
        if (out == null) {
            OutputFile.checkFolder("--out", folder, problems);
        } else {
            OutputFile.checkEmptyFolder("--out", folder, problems);
        }
        return folder;
    }

    private Scenario scenario(DemoSettings settings) {
        return isCold
                ? ColdStart.scenario(work == null ? ColdStart.Work.BOTH : work, settings)
                : Shift.scenario(settings);
    }

    private Duration time() {
        double wanted = minutes != null ? minutes : generations == null ? USUAL_MINUTES : MOST_MINUTES;
        return Duration.ofMillis(Math.round(60_000 * wanted));
    }

    private OptionalInt limit() {
        return generations == null ? OptionalInt.empty() : OptionalInt.of(generations);
    }
}
