package io.metastep.cli.bench.learn;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.Problems;
import io.metastep.cli.Verbosity;
import io.metastep.cli.terminal.Progress;
import io.metastep.cli.terminal.Screen;
import io.metastep.metalearner.Workers;
import io.metastep.optimizees.TaskCatalogue;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code metastep bench learn}: what decides how well an optimizer learns from live jobs. */
@Command(
        name = "learn",
        description =
                "Learns from jobs in memory, each time from a random optimizer, with one thing at a time other than by default;"
                        + " losses of held-out jobs with the result, beside the best tuned baseline.",
        mixinStandardHelpOptions = true)
public final class LearnBenchCommand implements Callable<Integer> {

    @Option(
            names = "--workload",
            paramLabel = "WHAT",
            split = ",",
            description = "What the jobs train: QUADRATICS, MNIST (perceptrons; needs --data); several with commas"
                    + " (default: QUADRATICS).")
    private List<Field> fields = List.of(Field.QUADRATICS);

    @Option(
            names = "--factor",
            paramLabel = "WHICH",
            split = ",",
            description =
                    "What is varied: MU (discount of credits), KAPPA (proximal term), STALENESS (meta-steps until a version reaches"
                            + " the jobs, with and without proximal term), SAMPLING (bytes of trajectories per byte of gradients);"
                            + " several with commas (default: all).")
    private List<Factor> factors = List.of(Factor.values());

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Runs of each condition (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Jobs that each run learns from (default: 300 quadratics, 60 perceptrons).")
    private @Nullable Integer jobs;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Runs beside each other; the result does not depend on it (default: one for each processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:METASTEP_DATA}",
            description = "Folder that holds MNIST, in it or in DIR/mnist; images 0 to 29,999 are used"
                    + " (default: the environment variable METASTEP_DATA).")
    private @Nullable Path data;

    @Mixin
    private Json json = new Json();

    @Override
    public Integer call() {
        var problems = new Problems();
        problems.requireRange("--seeds", seeds, 1, 1_000);
        problems.requireRange("--threads", threads, 1, 1_000);
        problems.requireRange("--jobs", jobs == null ? 1 : jobs, 1, 1_000_000);
        json.check(problems);
        var tasks = new TaskCatalogue(Optional.ofNullable(data));
        fields.forEach(field -> problems.check("--data", () -> field.job(tasks)));
        problems.throwIfAny();
        Verbosity.quietApplication();
        json.write(measure(tasks));
        return ExitCode.OK;
    }

    private List<LearnReport> measure(TaskCatalogue tasks) {
        Screen screen = json.screen();
        List<LearnReport> reports = new ArrayList<>();
        try (Workers workers = new Workers("bench-learn", threads)) {
            for (Field field : fields) {
                var bench = new LearnBench(field, tasks, factors, seeds, jobs == null ? field.jobs() : jobs);
                var progress = new Progress("Learning", bench.runs(), InstantSource.system());
                LearnReport report = screen.during(progress, () -> bench.measure(workers, progress));
                report.print(screen);
                reports.add(report);
            }
        }
        return reports;
    }
}
