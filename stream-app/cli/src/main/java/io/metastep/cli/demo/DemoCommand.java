package io.metastep.cli.demo;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.OnExit;
import io.metastep.cli.Problems;
import io.metastep.cli.Verbosity;
import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Progress;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.training.JobResult;
import io.metastep.cli.training.JobSettings;
import io.metastep.cli.training.JobsView;
import io.metastep.cli.training.TrainingJob;
import io.metastep.client.JobException;
import io.metastep.optimizees.Nd4jThreads;
import io.metastep.optimizees.TaskCatalogue;
import io.metastep.optimizer.Optimizers;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.OptimizerRef;
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
import picocli.CommandLine.Option;

/** {@code metastep demo}: the whole pipeline in one process, and an honest comparison. */
@Command(
        name = "demo",
        description = {
            "See it work: a broker, the application and several training jobs on this machine, each job beside"
                    + " SGD, Nesterov and Adam at tuned rates."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "8",
            description = "Concurrent training jobs (default: ${DEFAULT-VALUE}).")
    private int jobs;

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
            description = "Decides the problems (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port of the broker (default: any free one).")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder that holds MNIST, in it or in DIR/mnist (default: digits drawn by the program).")
    private @Nullable Path data;

    @Mixin
    private Json json = new Json();

    private final InstantSource clock = InstantSource.system();
    private Screen screen = Screen.standard();

    @Override
    public Integer call() {
        long start = clock.millis();
        validate();
        screen = json.screen();
        Verbosity.quietKafka();
        Nd4jThreads.useOne();
        List<PlannedJob> plan = PlannedJob.all(jobs, seed, new TaskCatalogue(Optional.ofNullable(data)));
        try (OnExit onExit = new OnExit();
                Workers cores = new Workers(Runtime.getRuntime().availableProcessors(), "in-process")) {
            DemoCluster cluster = startCluster(onExit);
            Rivals rivals = tune(plan, cores);
            List<JobResult> results = train(plan, cluster);
            List<Map<Rival, Double>> rivalLosses = runRivals(rivals, plan, cores);
            double seconds = (clock.millis() - start) / 1_000.0;
            return conclude(DemoReport.of(results, rivalLosses, cluster.rejected(), seconds));
        }
    }

    private void validate() {
        Problems problems = new Problems();
        problems.requireRange("--jobs", jobs, 1, 99);
        problems.requireRange("--steps", steps, 1, 1_000_000);
        problems.requireRange("--port", port, 0, 65_535);
        problems.require(data == null || Files.isDirectory(data), "--data: there is no folder " + data);
        json.check(problems);
        problems.throwIfAny();
    }

    private DemoCluster startCluster(OnExit onExit) {
        long start = clock.millis();
        DemoCluster cluster = DemoCluster.start(port, 1, onExit);
        screen.line("%s  Kafka broker at %s and the application (exactly once, %d partitions, %s kernel), up in %s"
                .formatted(
                        screen.bold("1"),
                        cluster.bootstrapServers(),
                        DemoCluster.partitions(),
                        Optimizers.kernel(),
                        Numbers.time(Duration.ofMillis(clock.millis() - start))));
        return cluster;
    }

    private Rivals tune(List<PlannedJob> plan, Workers cores) {
        screen.line(screen.bold("2") + "  Rivals at their best: rates (and momentum) searched for each task and "
                + steps + " steps, on other seeds");
        Progress progress = new Progress("   Tuning", PlannedJob.tasks(plan).size() * Rivals.USUAL_RUNS, clock);
        Rivals rivals = screen.during(progress, () -> Rivals.tune(plan, steps, cores, progress));
        indented(DemoTables.tuned(rivals.tuned()));
        return rivals;
    }

    private List<JobResult> train(List<PlannedJob> plan, DemoCluster cluster) {
        screen.line(screen.bold("3") + "  " + plan.size()
                + " jobs through Kafka, at the same time; every gradient out, every update in");
        List<TrainingJob> running = plan.stream().map(job -> job(job, cluster)).toList();
        try (Workers threads = new Workers(running.size(), "job")) {
            return screen.during(new JobsView(running, clock), () -> threads.all(running));
        } catch (JobException e) {
            throw cluster.failure()
                    .map(cause -> CommandFailure.failed("The application stopped by itself: " + cause))
                    .orElseThrow(() -> e);
        }
    }

    private TrainingJob job(PlannedJob job, DemoCluster cluster) {
        JobSettings settings = new JobSettings(
                job.jobId(),
                OptimizerRef.DEFAULT,
                Map.of(),
                ElementEncoding.FLOAT32,
                1,
                JobSettings.FALLBACK_RATE,
                1,
                job.task().name());
        return new TrainingJob(cluster.client(), settings, job.task(), job.seed(), steps, clock);
    }

    private List<Map<Rival, Double>> runRivals(Rivals rivals, List<PlannedJob> plan, Workers cores) {
        Progress progress = new Progress("   The same tasks in process with the rivals", plan.size(), clock);
        return screen.during(progress, () -> rivals.run(plan, cores, progress));
    }

    private int conclude(DemoReport report) {
        screen.gap();
        screen.lines(DemoTables.results(report));
        screen.gap();
        Verdict verdict = new Verdict(report);
        verdict.sentences().forEach(screen::line);
        screen.line(
                screen.faint(
                        "Losses are over the whole problem, before and after all steps. p50 and p99: from a step's gradients to its last update."));
        screen.line("Done in " + Numbers.time(Duration.ofMillis((long) (1_000 * report.elapsedSeconds()))) + ".");
        json.write(report);
        return verdict.isComplete() ? ExitCode.OK : ExitCode.FAILURE;
    }

    private void indented(List<String> lines) {
        lines.forEach(line -> screen.line("   " + line));
    }
}
