package io.metastep.cli.metatraining;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.Problems;
import io.metastep.cli.RepeatableCommand;
import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Progress;
import io.metastep.cli.terminal.Screen;
import io.metastep.metalearner.MetaTraining;
import io.metastep.metalearner.MetaTrainingSettings;
import io.metastep.metalearner.Snapshots;
import io.metastep.metalearner.ValidationTask;
import io.metastep.metalearner.Workload;
import io.metastep.optimizees.Nd4jThreads;
import io.metastep.optimizees.TaskCatalogue;
import io.metastep.optimizer.OptimizerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code metastep meta-train}: learns an optimizer in this process and writes it to a file. */
@Command(
        name = "meta-train",
        description = {
            "Learn an optimizer on task families, in this process, without Kafka.",
            "With nothing but --data DIR it learns universal@4, which is shipped; that takes about 8 minutes on 2 cores."
        },
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        sortOptions = false,
        footerHeading = "%nTASK is one of:%n",
        footer = TaskCatalogue.DESCRIPTION)
public final class MetaTrainCommand implements Callable<Integer> {

    @ArgGroup(validate = false, heading = TaskPlanOptions.HEADING)
    private TaskPlanOptions tasks = new TaskPlanOptions();

    @ArgGroup(validate = false, heading = LearningOptions.HEADING)
    private LearningOptions learning = new LearningOptions();

    @ArgGroup(validate = false, heading = SpecOptions.HEADING)
    private KindOptions kind = new KindOptions();

    @ArgGroup(validate = false, heading = ResultOptions.HEADING)
    private ResultOptions result = new ResultOptions();

    @ArgGroup(validate = false, heading = SnapshotOptions.HEADING)
    private SnapshotOptions snapshot = new SnapshotOptions();

    @Mixin
    private Json json = new Json();

    @Spec
    private @Nullable CommandSpec commandSpec;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() throws IOException {
        long start = clock.millis();
        Nd4jThreads.useOne();
        Problems problems = new Problems();
        json.check(problems);
        result.check(problems);
        Optional<Snapshots> snapshots = snapshots(problems);
        MetaTrainingSettings settings = settings(problems);
        Screen screen = json.screen();
        Progress progress = new Progress("Meta-training", MetaTrainingView.WHOLE, clock);
        progress.at(0, "tuning the baselines to beat");
        MetaTrainingView view = new MetaTrainingView(screen, progress);
        OptimizerFile optimizer = screen.during(progress, () -> MetaTraining.run(settings, snapshots, view, clock));
        view.conclude();
        Files.write(result.file(), optimizer.write());
        Duration elapsed = Duration.ofMillis(clock.millis() - start);
        screen.line("Wrote %s to %s after %s."
                .formatted(screen.bold(optimizer.reference()), result.file(), Numbers.time(elapsed)));
        json.write(report(optimizer, view, elapsed));
        return ExitCode.OK;
    }

    private static Map<String, Object> report(OptimizerFile file, MetaTrainingView view, Duration elapsed) {
        return Map.of(
                "optimizer",
                file.reference(),
                "provenance",
                file.provenance().details(),
                "validation",
                view.best()
                        .map(best -> ValidationHistory.outcomes(best.outcomes()))
                        .orElse(List.of()),
                "history",
                ValidationHistory.of(view.history()),
                "elapsedSeconds",
                elapsed.toMillis() / 1_000.0);
    }

    /** When it saves itself, if at all. */
    Optional<Snapshots> snapshots(Problems problems) {
        return snapshot.snapshots(problems);
    }

    /** The settings; fails with all problems, those that are there already included. */
    MetaTrainingSettings settings(Problems problems) {
        List<Workload> workloads = tasks.workloads(problems);
        List<ValidationTask> validations = tasks.validations(problems);
        problems.check("--discount", learning::credits);
        problems.check("--imitate", learning::imitation);
        problems.check("--meta-steps or --minutes", learning::budget);
        Optional<MetaTrainingSettings> settings =
                problems.isEmpty() ? problems.check(() -> settings(workloads, validations)) : Optional.empty();
        problems.throwIfAny();
        return settings.orElseThrow();
    }

    private MetaTrainingSettings settings(List<Workload> workloads, List<ValidationTask> validations) {
        Optional<OptimizerFile> parent = kind.parent();
        return new MetaTrainingSettings(
                result.family,
                result.number,
                parent.map(OptimizerFile::spec).orElseGet(kind::spec),
                parent,
                learning.seed,
                workloads,
                learning.budget(),
                learning.firstRate,
                learning.lastRate,
                learning.averaging,
                learning.credits(),
                learning.response,
                learning.imitation(),
                learning.unroll,
                learning.tail,
                learning.coordinates,
                validations,
                learning.validateEvery,
                learning.patience,
                learning.threads,
                commandSpec == null ? "metastep meta-train" : RepeatableCommand.of(commandSpec));
    }
}
