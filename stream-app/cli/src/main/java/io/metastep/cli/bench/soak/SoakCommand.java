package io.metastep.cli.bench.soak;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.OnExit;
import io.metastep.cli.OutputFile;
import io.metastep.cli.Problems;
import io.metastep.cli.Verbosity;
import io.metastep.cli.terminal.Progress;
import io.metastep.cli.terminal.Screen;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "soak",
        description =
                "The application under full load, with jobs that open, restart and close: do memory, threads, open files,"
                        + " state folder or changelogs grow? Exits with 1 if so.",
        mixinStandardHelpOptions = true)
public final class SoakCommand implements Callable<Integer> {

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "8",
            description = "Jobs at a time (default: ${DEFAULT-VALUE}).")
    private int jobs;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw what was seen over time into this PNG file.")
    private @Nullable Path plot;

    @Mixin
    private Json json = new Json();

    @Override
    public Integer call() throws Exception {
        Problems problems = new Problems();
        problems.requireAtLeast("--minutes", minutes, 1);
        problems.requireAtLeast("--jobs", jobs, 1);
        if (plot != null) {
            OutputFile.check("--plot", plot, problems);
        }
        json.check(problems);
        problems.throwIfAny();
        Verbosity.quietKafka();
        Screen screen = json.screen();
        Progress progress = new Progress("Soaking", Soak.looks(), InstantSource.system());
        SoakReport report;
        try (OnExit onExit = new OnExit()) {
            AutoCloseable live = onExit.closing(screen.show(progress));
            report = new Soak(Duration.ofMinutes(minutes), jobs, InstantSource.system()).run(progress, onExit);
            live.close();
        }
        report.print(screen);
        json.write(report);
        if (plot != null) {
            SoakChart.of(report).writePng(plot);
            screen.line("Plot: " + plot);
        }
        return report.isFlat() ? ExitCode.OK : ExitCode.FAILURE;
    }
}
