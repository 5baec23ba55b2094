package io.metastep.cli.pilot;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.OnExit;
import io.metastep.cli.OptimizerSource;
import io.metastep.cli.Problems;
import io.metastep.cli.RepeatableCommand;
import io.metastep.cli.comparison.ComparisonView;
import io.metastep.cli.comparison.Work;
import io.metastep.cli.terminal.Progress;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.training.SpecText;
import io.metastep.metalearner.Workers;
import io.metastep.metalearner.evaluation.EvaluationTask;
import io.metastep.metalearner.evaluation.Learned;
import io.metastep.metalearner.evaluation.Pilot;
import io.metastep.metalearner.evaluation.PilotResult;
import io.metastep.metalearner.evaluation.TaskEvaluation;
import io.metastep.optimizees.Nd4jThreads;
import io.metastep.optimizees.Task;
import io.metastep.optimizees.TaskCatalogue;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Optimizers;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code metastep pilot}: is a problem similar enough to those that the optimizer has learned from? */
@Command(
        name = "pilot",
        customSynopsis = {"metastep pilot [OPTIONS] TASK", "       metastep pilot [OPTIONS] --class NAME"},
        description = {
            "Try a learned optimizer on a small task that stands for your problem, beside SGD, Nesterov, RMSprop and Adam, all tuned.",
            "Says what would be gained in steps and in time, what the risk is, and whether to use it."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nTasks:%n",
        footer = TaskCatalogue.DESCRIPTION)
public final class PilotCommand implements Callable<Integer> {
    private static final int FEWEST_STEPS = 10;
    private static final int MOST_STEPS = 1_000_000;
    private static final int MOST_SEEDS = 1_000;

    @ArgGroup(validate = false, heading = "%nWhat is trained:%n")
    private TaskChoice choice = new TaskChoice();

    @Option(
            names = "--optimizer",
            paramLabel = "REF",
            defaultValue = "universal",
            description = "What is judged: " + OptimizerSource.DESCRIPTION + " (default: ${DEFAULT-VALUE}).")
    private String optimizer = "universal";

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "200",
            description =
                    "Steps that baselines are tuned for; the learned optimizer has twice as many to get as far (default:"
                            + " ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Members of the task that are trained (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--stream-latency",
            paramLabel = "MS",
            defaultValue = "0",
            description =
                    "Milliseconds that a step waits for the stream, as 'metastep train' measures them on your cluster (p50);"
                            + " counted in times of the learned optimizer (default: ${DEFAULT-VALUE}).")
    private double streamLatency;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Runs side by side; results other than times do not depend on it (default: all cores, here"
                    + " ${DEFAULT-VALUE}).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private Json json = new Json();

    @Spec
    private @Nullable CommandSpec commandSpec;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() {
        Nd4jThreads.useOne();
        Problems problems = new Problems();
        Optional<OptimizerFile> file = checked(problems);
        Screen screen = json.screen();
        Optional<Task> task = choice.task(screen, problems);
        problems.throwIfAny();
        Learned learned = learned(file.orElseThrow());
        try (OnExit onExit = new OnExit()) {
            PilotResult result = run(Pilot.plan(task.orElseThrow(), steps, seeds), learned, screen, onExit);
            PilotReport report = PilotReport.of(result, streamLatency, command());
            screen.gap();
            screen.lines(report.lines(screen));
            json.write(report.file());
        }
        return ExitCode.OK;
    }

    private Optional<OptimizerFile> checked(Problems problems) {
        json.check(problems);
        problems.requireRange("--steps", steps, FEWEST_STEPS, MOST_STEPS);
        problems.requireRange("--seeds", seeds, 2, MOST_SEEDS);
        problems.requireAtLeast("--threads", threads, 1);
        problems.require(
                streamLatency >= 0 && Double.isFinite(streamLatency),
                "--stream-latency: must be at least 0, got " + streamLatency);
        return problems.check("--optimizer", () -> OptimizerSource.read(optimizer));
    }

    private static Learned learned(OptimizerFile file) {
        return new Learned(file.reference(), Optimizers.of(file));
    }

    private PilotResult run(EvaluationTask plan, Learned learned, Screen screen, OnExit onExit) {
        Workers workers = onExit.closing(new Workers("pilot", threads));
        Progress progress = new Progress("Pilot", new Work(plan, 1).total(), clock);
        ComparisonView view = new ComparisonView(screen, progress, 1);
        var evaluation = new TaskEvaluation(List.of(learned), SpecText::of, workers, System::nanoTime, view);
        return screen.during(progress, () -> {
            WarmUp.run(learned.optimizer());
            return Pilot.run(plan, evaluation);
        });
    }

    private String command() {
        return commandSpec == null ? "metastep pilot" : RepeatableCommand.of(commandSpec);
    }
}
