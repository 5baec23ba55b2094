package io.metastep.cli.bench.learn;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.OptimizerSource;
import io.metastep.cli.Problems;
import io.metastep.cli.Verbosity;
import io.metastep.cli.terminal.Progress;
import io.metastep.cli.terminal.Screen;
import io.metastep.metalearner.Workers;
import io.metastep.optimizer.OptimizerFile;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code metastep bench poison}: what a fleet with broken jobs makes of its stable optimizer. */
@Command(
        name = "poison",
        description =
                "Learns from jobs in memory of which a third is broken (noise for gradients or losses, signs flipped, constant or"
                        + " huge values), with gate and trials; what becomes stable is judged on tasks that nobody learned on.",
        mixinStandardHelpOptions = true)
public final class PoisonBenchCommand implements Callable<Integer> {

    private static final String UNTRAINED = "untrained";

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "3000",
            description = "Jobs of the fleet (default: ${DEFAULT-VALUE}).")
    private int jobs;

    @Option(
            names = "--steps",
            paramLabel = "N",
            split = ",",
            defaultValue = "100,2000",
            description = "Steps after which stable is judged, ascending (default: ${DEFAULT-VALUE}).")
    private List<Integer> horizons = List.of();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Fleets (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--healthy", description = "Break none of the jobs, for comparison.")
    private boolean isHealthy;

    @Option(
            names = "--optimizer",
            paramLabel = "OPTIMIZER",
            defaultValue = "universal",
            description = OptimizerSource.DESCRIPTION + ", stable at first (default: ${DEFAULT-VALUE}); '" + UNTRAINED
                    + "' for one with random parameters, whose updates are zero: there is much to gain then.")
    private String optimizer = "";

    @Mixin
    private Json json = new Json();

    @Override
    public Integer call() {
        var problems = new Problems();
        problems.requireRange("--jobs", jobs, 1, 10_000_000);
        problems.requireRange("--seeds", seeds, 1, 1_000);
        horizons.forEach(steps -> problems.requireRange("--steps", steps, 1, 1_000_000));
        problems.require(
                horizons.equals(horizons.stream().sorted().distinct().toList()),
                "--steps: must ascend, got " + horizons);
        Optional<OptimizerFile> trained = optimizer.equals(UNTRAINED)
                ? Optional.empty()
                : problems.check("--optimizer", () -> OptimizerSource.read(optimizer));
        json.check(problems);
        problems.throwIfAny();
        Verbosity.quietApplication();
        json.write(measure(trained));
        return ExitCode.OK;
    }

    private PoisonReport measure(Optional<OptimizerFile> trained) {
        Screen screen = json.screen();
        var progress = new Progress("Learning", (long) seeds * jobs, InstantSource.system());
        var done = new AtomicLong();
        List<PoisonedRun> runs = LongStream.rangeClosed(1, seeds)
                .mapToObj(seed -> new PoisonedRun(
                        trained.orElseGet(() -> LearningRun.first(seed)), isHealthy, seed, jobs, horizons))
                .toList();
        try (Workers workers = new Workers("bench-poison", Runtime.getRuntime().availableProcessors())) {
            PoisonReport report = screen.during(
                    progress,
                    () -> new PoisonReport(
                            trained.map(OptimizerFile::reference).orElse(UNTRAINED),
                            jobs,
                            isHealthy,
                            horizons,
                            workers.map(runs, run -> run.run(() -> progress.at(done.incrementAndGet(), "")))));
            report.print(screen);
            return report;
        }
    }
}
