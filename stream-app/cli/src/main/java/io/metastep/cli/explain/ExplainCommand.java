package io.metastep.cli.explain;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.OptimizerSource;
import io.metastep.cli.OutputFile;
import io.metastep.cli.Problems;
import io.metastep.cli.RepeatableCommand;
import io.metastep.cli.chart.Drawing;
import io.metastep.cli.terminal.Progress;
import io.metastep.cli.terminal.Screen;
import io.metastep.optimizees.Nd4jThreads;
import io.metastep.optimizees.Task;
import io.metastep.optimizees.TaskCatalogue;
import io.metastep.optimizer.OptimizerFile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code metastep optimizers explain REF}: what an optimizer does with gradients, in plots. */
@Command(
        name = "explain",
        description = {
            "Show what an optimizer does: its update as a function of the gradient after several histories, its response over time to"
                    + " a step, a spike, noise and a sign flip, and its updates in real jobs, all beside Adam's.",
            "Writes explain.html, for people, and each plot as SVG and PNG."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nTasks:%n",
        footer = TaskCatalogue.DESCRIPTION)
public final class ExplainCommand implements Callable<Integer> {
    private static final int MOST_STEPS = 100_000;
    private static final int MOST_TASKS = 9;

    @Parameters(paramLabel = "REF", description = OptimizerSource.DESCRIPTION + ".")
    private String reference = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder for the page and the plots; new or empty.")
    private Path out = Path.of("");

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "A real job, see below; may be repeated (default: quadratic and digits-mlp).")
    private List<String> tasks = List.of("quadratic", "digits-mlp");

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "100",
            description = "Steps of each job (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Member of each task (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--gradient",
            paramLabel = "SIZE",
            defaultValue = "0.01",
            description = "Size of the usual gradient of made-up histories (default: ${DEFAULT-VALUE}).")
    private double gradient;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:METASTEP_DATA}",
            description =
                    "Folder that holds MNIST, in it or in DIR/mnist (default: the environment variable METASTEP_DATA).")
    private @Nullable Path data;

    @Mixin
    private Json json = new Json();

    @Spec
    private @Nullable CommandSpec commandSpec;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() {
        Nd4jThreads.useOne();
        Explainer explainer = explainer();
        Screen screen = json.screen();
        Progress progress = new Progress("Explanation", explainer.work(), clock);
        Explanation explanation = screen.during(progress, () -> {
            Explanation explained = explainer.run(command(), progress);
            folder().write(explained, figures -> progress.at(explainer.done(figures), "drawing"));
            return explained;
        });
        explanation.sections().forEach(section -> print(section, screen));
        screen.gap();
        screen.line("Wrote %s.".formatted(screen.bold(folder().page().toString())));
        json.write(ExplainFile.of(explanation));
        return ExitCode.OK;
    }

    private ExplainFolder folder() {
        return new ExplainFolder(out);
    }

    /** Fails with all problems of the options. */
    private Explainer explainer() {
        Problems problems = new Problems();
        json.check(problems);
        OutputFile.checkEmptyFolder("--out", out, problems);
        Drawing.problem().ifPresent(problems::add);
        problems.requireRange("--steps", steps, 2, MOST_STEPS);
        problems.requireRange("number of --task", tasks.size(), 1, MOST_TASKS);
        problems.require(
                gradient > 0 && Double.isFinite(gradient), "--gradient: must be greater than 0, got " + gradient);
        Optional<OptimizerFile> file = problems.check(() -> OptimizerSource.read(reference));
        var catalogue = new TaskCatalogue(Optional.ofNullable(data));
        List<Task> jobs = tasks.stream()
                .distinct()
                .flatMap(name -> problems.check("--task", () -> catalogue.parse(name)).stream())
                .toList();
        problems.throwIfAny();
        return new Explainer(file.orElseThrow(), gradient, jobs, steps, seed);
    }

    private static void print(Section section, Screen screen) {
        screen.gap();
        screen.line(screen.bold(section.title()));
        screen.lines(section.introduction());
        section.figures().stream()
                .flatMap(figure -> figure.words().stream())
                .forEach(words -> screen.line("- " + words));
    }

    private String command() {
        return commandSpec == null ? "metastep optimizers explain" : RepeatableCommand.of(commandSpec);
    }
}
