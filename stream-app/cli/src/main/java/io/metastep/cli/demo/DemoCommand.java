package io.metastep.cli.demo;

import io.metastep.cli.Json;
import io.metastep.cli.Problems;
import io.metastep.cli.Verbosity;
import io.metastep.cli.http.HttpOption;
import io.metastep.optimizees.Nd4jThreads;
import io.metastep.optimizees.TaskCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code metastep demo}: the whole pipeline in one process, and an honest comparison. */
@Command(
        name = "demo",
        description = {
            "See it work: a broker, the application and several training jobs on this machine, each job beside"
                    + " SGD, Nesterov and Adam at tuned rates.",
            "With --cold-start or --shift see it learn: a learner improves the optimizer from what the jobs live"
                    + " through, and later jobs finish better than earlier ones."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class DemoCommand implements Callable<Integer> {

    private static final int MOST_JOBS = 99;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Concurrent training jobs (default: " + ComparisonDemo.JOBS
                    + "; with --cold-start and --shift " + LearningDemoOptions.JOBS + ").")
    private @Nullable Integer jobs;

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
            description = "Decides the problems, and where a cold start begins (default: ${DEFAULT-VALUE}).")
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
    private HttpOption http = new HttpOption();

    @ArgGroup(validate = false, heading = LearningDemoOptions.HEADING)
    private LearningDemoOptions learning = new LearningDemoOptions();

    @Mixin
    private Json json = new Json();

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() {
        Problems problems = new Problems();
        DemoSettings settings = settings(problems);
        json.check(problems);
        Optional<LearningDemo.Plan> plan = learning.plan(settings, problems);
        problems.throwIfAny();
        Verbosity.quietKafka();
        Nd4jThreads.useOne();
        return plan.isPresent()
                ? new LearningDemo(settings, plan.get(), json, clock).run()
                : new ComparisonDemo(settings, json, clock).run();
    }

    private DemoSettings settings(Problems problems) {
        int usual = learning.isChosen() ? LearningDemoOptions.JOBS : ComparisonDemo.JOBS;
        int wanted = jobs == null ? usual : jobs;
        problems.requireRange("--jobs", wanted, 1, MOST_JOBS);
        problems.requireRange("--steps", steps, 1, 1_000_000);
        problems.requireRange("--port", port, 0, 65_535);
        http.check(problems);
        problems.require(data == null || Files.isDirectory(data), "--data: there is no folder " + data);
        return new DemoSettings(wanted, steps, seed, port, new TaskCatalogue(Optional.ofNullable(data)), http);
    }
}
