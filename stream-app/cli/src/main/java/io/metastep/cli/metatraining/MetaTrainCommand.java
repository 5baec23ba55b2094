package io.metastep.cli.metatraining;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Progress;
import io.metastep.cli.terminal.Screen;
import io.metastep.metalearner.Credits;
import io.metastep.metalearner.MetaTraining;
import io.metastep.metalearner.MetaTrainingSettings;
import io.metastep.metalearner.ValidationReport;
import io.metastep.optimizees.DataException;
import io.metastep.optimizees.Nd4jThreads;
import io.metastep.optimizees.TaskCatalogue;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code metastep meta-train}: learns an optimizer in this process and writes it to a file. */
@Command(
        name = "meta-train",
        description = "Learn an optimizer on task families, in this process, without Kafka.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nTasks:%n",
        footer = TaskCatalogue.DESCRIPTION)
public final class MetaTrainCommand implements Callable<Integer> {

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the optimizer goes (default: FAMILY-NUMBER.optimizer in this folder).")
    private @Nullable Path out;

    @Option(
            names = "--family",
            defaultValue = "universal",
            description = "Name of its family (default: ${DEFAULT-VALUE}).")
    private String family = "universal";

    @Option(names = "--number", defaultValue = "1", description = "Version in the family (default: ${DEFAULT-VALUE}).")
    private int number;

    @Option(
            names = "--workload",
            paramLabel = "PLAN",
            defaultValue = "quadratic/jobs=8/steps=20..120,mlp/jobs=4/steps=20..200/rescaling=3",
            split = ",(?=[a-z-]+(?::[^/]*)?/)",
            description =
                    "What to train on, repeatable: TASK/jobs=N/steps=FROM..TO/rescaling=R (default: ${DEFAULT-VALUE}).")
    private List<String> workloads = List.of();

    @Option(
            names = "--validate",
            paramLabel = "PLAN",
            defaultValue = "quadratic:problems=1000/steps=100,mlp/steps=100",
            split = ",(?=[a-z-]+(?::[^/]*)?/)",
            description =
                    "What versions are judged by, repeatable: TASK/steps=N,N/seeds=N (default: ${DEFAULT-VALUE}).")
    private List<String> validations = List.of();

    @Option(
            names = "--meta-steps",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Meta-steps (default: ${DEFAULT-VALUE}).")
    private int metaSteps;

    @Option(
            names = "--rate",
            defaultValue = "0.01",
            description = "Meta-rate at the start (default: ${DEFAULT-VALUE}).")
    private double firstRate;

    @Option(
            names = "--last-rate",
            defaultValue = "0.001",
            description = "Meta-rate at the end (default: ${DEFAULT-VALUE}).")
    private double lastRate;

    @Option(
            names = "--discount",
            defaultValue = "0.7",
            description = "How much of the credit passes from step to step back (default: ${DEFAULT-VALUE}).")
    private double discount;

    @Option(
            names = "--unroll",
            paramLabel = "N",
            defaultValue = "20",
            description = "Steps of an unroll (default: ${DEFAULT-VALUE}).")
    private int unroll;

    @Option(
            names = "--tail",
            paramLabel = "N",
            defaultValue = "5",
            description = "Further gradients that only give credit (default: ${DEFAULT-VALUE}).")
    private int tail;

    @Option(
            names = "--coordinates",
            paramLabel = "N",
            defaultValue = "500",
            description = "Coordinates of each tensor that are differentiated (default: ${DEFAULT-VALUE}).")
    private int coordinates;

    @Option(
            names = "--validate-every",
            paramLabel = "N",
            defaultValue = "50",
            description = "Meta-steps (default: ${DEFAULT-VALUE}).")
    private int validateEvery;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Decides everything random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads; the result does not depend on them (default: all cores).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--parent", paramLabel = "FILE", description = "Go on from this optimizer.")
    private @Nullable Path parent;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder that holds MNIST, in it or in DIR/mnist.")
    private @Nullable Path data;

    @Mixin
    private SpecOptions specOptions = new SpecOptions();

    @Mixin
    private Json json = new Json();

    @Spec
    private @Nullable CommandSpec commandSpec;

    @Override
    public Integer call() throws IOException {
        json.requireWritable();
        Nd4jThreads.useOne();
        MetaTrainingSettings settings = settings();
        Path file = out == null ? Path.of("%s-%d.optimizer".formatted(family, number)) : out;
        requireWritable(file);
        Screen screen = Screen.standard();
        InstantSource clock = InstantSource.system();
        long start = clock.millis();
        Progress progress = new Progress("Meta-training", settings.metaSteps(), clock);
        MetaTrainingView view = new MetaTrainingView(screen, progress);
        OptimizerFile result = screen.during(progress, () -> MetaTraining.run(settings, view, clock));
        Files.write(file, result.write());
        Duration elapsed = Duration.ofMillis(clock.millis() - start);
        screen.line("Wrote %s to %s after %s.".formatted(screen.bold(result.reference()), file, Numbers.time(elapsed)));
        json.write(report(result, view.best(), elapsed));
        return ExitCode.OK;
    }

    private static Map<String, Object> report(
            OptimizerFile file, @Nullable ValidationReport validation, Duration elapsed) {
        return Map.of(
                "optimizer",
                file.reference(),
                "provenance",
                file.provenance().details(),
                "validation",
                validation == null ? List.of() : validation.outcomes(),
                "elapsedSeconds",
                elapsed.toMillis() / 1_000.0);
    }

    private MetaTrainingSettings settings() {
        try {
            TaskCatalogue catalogue = new TaskCatalogue(Optional.ofNullable(data));
            Optional<OptimizerFile> origin = parent();
            return new MetaTrainingSettings(
                    family,
                    number,
                    origin.map(OptimizerFile::spec).orElseGet(specOptions::spec),
                    origin,
                    seed,
                    workloads.stream()
                            .map(text -> Plan.workload(text, catalogue))
                            .toList(),
                    metaSteps,
                    firstRate,
                    lastRate,
                    new Credits(discount, Credits.STANDARD.lossFloor()),
                    unroll,
                    tail,
                    coordinates,
                    validations.stream()
                            .map(text -> Plan.validation(text, catalogue))
                            .toList(),
                    validateEvery,
                    threads,
                    commandLine());
        } catch (IllegalArgumentException | DataException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }

    private Optional<OptimizerFile> parent() {
        if (parent == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(OptimizerFile.read(Files.readAllBytes(parent)));
        } catch (IOException | OptimizerFileException e) {
            throw new IllegalArgumentException("--parent: cannot read " + parent + ": " + e.getMessage(), e);
        }
    }

    /** What a person types to repeat this. */
    private String commandLine() {
        return commandSpec == null
                ? "metastep meta-train"
                : "metastep "
                        + String.join(
                                " ",
                                commandSpec
                                        .root()
                                        .commandLine()
                                        .getParseResult()
                                        .originalArgs());
    }

    private static void requireWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw CommandFailure.usage("--out: there is no folder " + folder);
        }
    }
}
