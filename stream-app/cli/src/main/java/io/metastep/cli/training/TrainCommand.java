package io.metastep.cli.training;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.OnExit;
import io.metastep.cli.Problems;
import io.metastep.cli.cluster.ClusterOptions;
import io.metastep.cli.cluster.ClusterSettings;
import io.metastep.cli.cluster.FirstContact;
import io.metastep.cli.shadow.ShadowReport;
import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.terminal.Table;
import io.metastep.client.ClientSettings;
import io.metastep.client.JobSpec;
import io.metastep.client.MetastepClient;
import io.metastep.client.UpdateScale;
import io.metastep.optimizees.Nd4jThreads;
import io.metastep.optimizees.Optimizee;
import io.metastep.optimizees.Task;
import io.metastep.optimizees.TaskCatalogue;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.schemas.BlockKey;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.TimeSpan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code metastep train TASK}: one job against a cluster where the application runs. */
@Command(
        name = "train",
        description = "Train a task through a cluster on which 'metastep serve' runs.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nTasks:%n",
        footer = TaskCatalogue.DESCRIPTION)
public final class TrainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "TASK", description = "What to train, see below.")
    private String taskName = "";

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "200",
            description = "Steps to take (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Decides the problem, the initial parameters and the minibatches (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--job-id", paramLabel = "ID", description = "Name of the job (default: task, seed and time).")
    private @Nullable String jobId;

    @Option(
            names = "--optimizer",
            paramLabel = "REF",
            defaultValue = OptimizerRef.DEFAULT,
            description = "family, family@version or family#channel (default: ${DEFAULT-VALUE}).")
    private String optimizer = OptimizerRef.DEFAULT;

    @Option(
            names = "--optimizer-of",
            paramLabel = "TENSOR=REF",
            description =
                    "An optimizer of its own for a tensor, such as dense1/biases=paper, or for all whose names fit a pattern, such"
                            + " as 'dense1/*=paper'. Can be repeated; the last that fits counts.")
    private Map<String, String> optimizersOf = new LinkedHashMap<>();

    @Option(
            names = "--encoding",
            paramLabel = "TYPE",
            converter = EncodingConverter.class,
            defaultValue = "FLOAT32",
            description = "Of gradients and updates on the wire: FLOAT32 or BFLOAT16 (default: ${DEFAULT-VALUE}).")
    private ElementEncoding encoding = ElementEncoding.FLOAT32;

    @Option(
            names = "--update-scale",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description = "Factor of all updates (default: ${DEFAULT-VALUE}).")
    private double updateScale;

    @Option(
            names = "--fallback-rate",
            paramLabel = "RATE",
            defaultValue = "" + JobSettings.FALLBACK_RATE,
            description =
                    "Rate of the fallback, Adam, that takes over while losses say that the optimizer fails; one that Adam"
                            + " would do well with (default: ${DEFAULT-VALUE}).")
    private double fallbackRate;

    @Option(
            names = "--spread",
            paramLabel = "N",
            defaultValue = "1",
            description = "Partitions that the job's blocks go to (default: ${DEFAULT-VALUE}).")
    private int spread;

    @Option(
            names = "--shadow",
            paramLabel = "OPTIMIZER:RATE",
            description =
                    "Let the job step itself, with sgd:RATE, momentum:RATE or adam:RATE, and only report to the cluster; at the end"
                            + " shows how the learned optimizer's steps compare.")
    private @Nullable String shadow;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder that holds MNIST, in it or in DIR/mnist.")
    private @Nullable Path data;

    @ArgGroup(validate = false, heading = ClusterOptions.HEADING)
    private ClusterOptions clusterOptions = new ClusterOptions();

    @Mixin
    private Json json = new Json();

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() {
        Problems problems = new Problems();
        ClusterSettings cluster = clusterOptions.settings(problems);
        problems.requireAtLeast("--steps", steps, 1);
        problems.check("--optimizer", () -> OptimizerRef.of(optimizer));
        optimizersOf.values().forEach(ref -> problems.check("--optimizer-of", () -> OptimizerRef.of(ref)));
        problems.check("--update-scale", () -> UpdateScale.constant(updateScale));
        problems.requireAtLeast("--spread", spread, 1);
        Optional<OptimizerSpec> own =
                Optional.ofNullable(shadow).flatMap(text -> problems.check("--shadow", () -> OwnOptimizer.parse(text)));
        checkJobId(problems);
        json.check(problems);
        Optional<ClientSettings> client = problems.check("--config", cluster::client);
        if (!problems.isEmpty()) {
            problems.check("TASK", this::task);
        }
        problems.throwIfAny();
        JobSettings settings = settings();
        Task task = reachableTask(cluster, settings);
        return train(settings, task, client.orElseThrow(), cluster, own);
    }

    private void checkJobId(Problems problems) {
        String problem = jobId == null ? null : BlockKey.jobIdProblem(jobId);
        if (problem != null) {
            problems.add("--job-id: " + problem);
        }
    }

    /** Loads the task, which may take seconds, while the broker has time to answer. */
    private Task reachableTask(ClusterSettings cluster, JobSettings settings) {
        Problems problems = new Problems();
        try (FirstContact contact = cluster.firstContact()) {
            Optional<Task> task = problems.check("TASK", this::task);
            task.ifPresent(known -> problems.check("job", () -> spec(settings, known)));
            problems.throwIfAny();
            contact.require();
            return task.orElseThrow();
        }
    }

    private JobSettings settings() {
        return new JobSettings(
                jobId == null ? defaultJobId() : jobId,
                optimizer,
                optimizersOf,
                encoding,
                updateScale,
                fallbackRate,
                spread,
                taskName);
    }

    private Task task() {
        Nd4jThreads.useOne();
        return new TaskCatalogue(Optional.ofNullable(data)).parse(taskName);
    }

    private JobSpec spec(JobSettings settings, Task task) {
        try (Optimizee optimizee = task.open(seed)) {
            return settings.spec(optimizee);
        }
    }

    private String defaultJobId() {
        return "%s-%d-%s".formatted(taskName.replaceAll("[^a-z]+", "-"), seed, Long.toString(clock.millis(), 36));
    }

    private int train(
            JobSettings settings,
            Task task,
            ClientSettings clientSettings,
            ClusterSettings cluster,
            Optional<OptimizerSpec> own) {
        Screen screen = json.screen();
        try (OnExit onExit = new OnExit()) {
            MetastepClient client = onExit.closing(MetastepClient.open(clientSettings));
            Problems problems = new Problems();
            problems.requireRange("--spread", spread, 1, client.partitions());
            problems.throwIfAny();
            TrainingJob job = new TrainingJob(client, settings, task, seed, steps, clock, own);
            JobResult result = screen.during(new JobsView(List.of(job), clock), job::call);
            print(result, screen);
            json.write(own.isPresent() ? shadowed(result, screen, cluster) : result);
        }
        return ExitCode.OK;
    }

    private static ShadowedResult shadowed(JobResult result, Screen screen, ClusterSettings cluster) {
        Optional<ShadowReport> report = ShadowReport.read(cluster, result.jobId());
        report.ifPresent(compared -> {
            screen.lines(List.of(""));
            screen.lines(compared.lines());
        });
        return new ShadowedResult(result, report.stream().toList());
    }

    private static void print(JobResult result, Screen screen) {
        screen.lines(new Table()
                .words("job")
                .words("optimizer")
                .numbers("steps")
                .numbers("loss at start")
                .numbers("at end")
                .numbers("updates")
                .words("fallback")
                .numbers("p50")
                .numbers("p99")
                .numbers("coord/s")
                .row(
                        result.jobId(),
                        result.optimizer(),
                        Integer.toString(result.steps()),
                        Numbers.loss(result.initialLoss()),
                        Numbers.loss(result.finalLoss()),
                        result.updatesApplied() + "/" + result.updatesExpected(),
                        result.guarded(),
                        Numbers.millis(result.p50Millis()),
                        Numbers.millis(result.p99Millis()),
                        Numbers.rate(result.coordinatesPerSecond()))
                .lines());
        screen.lines(result.tensorsByOptimizer());
        if (result.longestThrottleMillis() > 0) {
            screen.line("Brokers held the job back because of a quota, up to "
                    + TimeSpan.of(Duration.ofMillis(result.longestThrottleMillis())) + " at a time.");
        }
    }

    /** Without the value that stands for encodings of later versions. */
    private static final class EncodingConverter implements ITypeConverter<ElementEncoding> {

        @Override
        public ElementEncoding convert(String text) {
            return switch (text.toUpperCase(Locale.ROOT)) {
                case "FLOAT32" -> ElementEncoding.FLOAT32;
                case "BFLOAT16" -> ElementEncoding.BFLOAT16;
                default -> throw new TypeConversionException("expected FLOAT32 or BFLOAT16, got '" + text + "'");
            };
        }
    }
}
