package io.metastep.cli.bench.guard;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.OptimizerSource;
import io.metastep.cli.Problems;
import io.metastep.cli.Verbosity;
import io.metastep.cli.bench.guard.GuardReport.Row;
import io.metastep.cli.terminal.Progress;
import io.metastep.cli.terminal.Screen;
import io.metastep.optimizees.Task;
import io.metastep.optimizees.TaskCatalogue;
import io.metastep.optimizer.BlockState.Encoding;
import io.metastep.optimizer.OptimizerFile;
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

/** {@code metastep bench guard}: a broken optimizer under the guard beside Adam from the first step. */
@Command(
        name = "guard",
        description =
                "Final losses of guarded jobs whose optimizer is broken on purpose, beside Adam (0.95, 0.95) from the"
                        + " first step, and how soon the guard noticed; and that it leaves a healthy optimizer alone.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nTasks:%n",
        footer = TaskCatalogue.DESCRIPTION)
public final class GuardBenchCommand implements Callable<Integer> {

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "What to train, see below; may be repeated (default: quadratic and mlp).")
    private List<String> tasks = List.of("quadratic", "mlp");

    @Option(
            names = "--steps",
            paramLabel = "N",
            split = ",",
            defaultValue = "500",
            description = "Steps of a job; several with commas (default: ${DEFAULT-VALUE}).")
    private List<Integer> steps = List.of();

    @Option(
            names = "--fallback-rate",
            paramLabel = "RATE",
            split = ",",
            defaultValue = "0.001",
            description = "Rate of the fallback and of Adam; several with commas (default: ${DEFAULT-VALUE}).")
    private List<Float> rates = List.of();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "20",
            description = "Jobs of each kind (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--optimizer",
            paramLabel = "OPTIMIZER",
            defaultValue = "universal",
            description = OptimizerSource.DESCRIPTION + ", an LSTM (default: ${DEFAULT-VALUE}).")
    private String optimizer = "";

    @Option(
            names = "--snapshot-encoding",
            paramLabel = "ENCODING",
            defaultValue = "FLOAT32",
            description = "${COMPLETION-CANDIDATES}: to what the memory is rounded every 100 steps (default:"
                    + " ${DEFAULT-VALUE}, not at all).")
    private Encoding snapshotEncoding = Encoding.FLOAT32;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:METASTEP_DATA}",
            description = "Folder that holds MNIST, in it or in DIR/mnist (default: the environment variable"
                    + " METASTEP_DATA; without, digits drawn by the program).")
    private @Nullable Path data;

    @Mixin
    private Json json = new Json();

    @Override
    public Integer call() {
        Problems problems = new Problems();
        problems.requireRange("--seeds", seeds, 1, 10_000);
        steps.forEach(some -> problems.requireRange("--steps", some, 1, 1_000_000));
        rates.forEach(rate -> problems.require(
                rate > 0 && Float.isFinite(rate), "--fallback-rate: must be a number above 0, got " + rate));
        Optional<OptimizerFile> file = problems.check("--optimizer", this::optimizer);
        json.check(problems);
        List<Task> members = tasks(problems);
        problems.throwIfAny();
        Verbosity.quietApplication();
        GuardReport report = measure(file.orElseThrow(), members);
        json.write(report);
        return ExitCode.OK;
    }

    private OptimizerFile optimizer() {
        OptimizerFile file = OptimizerSource.read(optimizer);
        Sabotage.NONE.of(file);
        return file;
    }

    /** Those that can be opened, which reads what images they need. */
    private List<Task> tasks(Problems problems) {
        TaskCatalogue catalogue = new TaskCatalogue(Optional.ofNullable(data));
        List<Task> found = new ArrayList<>();
        for (String name : tasks) {
            problems.check("--task", () -> opened(catalogue.parse(name))).ifPresent(found::add);
        }
        return found;
    }

    private static Task opened(Task task) {
        task.open(0).close();
        return task;
    }

    private GuardReport measure(OptimizerFile file, List<Task> members) {
        Screen screen = json.screen();
        int kinds = members.size() * steps.size() * rates.size();
        Progress progress = new Progress("Training", GuardBench.runs(kinds, seeds), InstantSource.system());
        try (GuardBench bench = new GuardBench(file, seeds, snapshotEncoding, progress)) {
            GuardReport report =
                    screen.during(progress, () -> new GuardReport(file.reference(), seeds, rows(bench, members)));
            report.print(screen);
            return report;
        }
    }

    private List<Row> rows(GuardBench bench, List<Task> members) {
        List<Row> rows = new ArrayList<>();
        for (Task task : members) {
            for (float rate : rates) {
                steps.forEach(some -> rows.addAll(bench.rows(task, rate, some)));
            }
        }
        return rows;
    }
}
