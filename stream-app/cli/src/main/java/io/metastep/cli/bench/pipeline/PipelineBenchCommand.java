package io.metastep.cli.bench.pipeline;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.OnExit;
import io.metastep.cli.Verbosity;
import io.metastep.cli.terminal.Progress;
import io.metastep.cli.terminal.Screen;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "pipeline",
        description =
                "The application beside a pass-through Kafka Streams application with the same settings: throughput"
                        + " of preloaded input, latency of a synchronous job.",
        mixinStandardHelpOptions = true)
public final class PipelineBenchCommand implements Callable<Integer> {

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "2",
            description = "Interleaved rounds (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "500",
            description = "Steps of the 64 blocks that are preloaded (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--latency-steps",
            paramLabel = "N",
            defaultValue = "200",
            description = "Steps of the synchronous job (default: ${DEFAULT-VALUE}).")
    private int latencySteps;

    @Option(
            names = "--commit-interval",
            paramLabel = "MS",
            defaultValue = "10",
            description = "Default: ${DEFAULT-VALUE} ms.")
    private int commitMillis;

    @Option(names = "--poll", paramLabel = "MS", defaultValue = "5", description = "Default: ${DEFAULT-VALUE} ms.")
    private int pollMillis;

    @Mixin
    private Json json = new Json();

    @Override
    public Integer call() {
        validate();
        Verbosity.quietKafka();
        Screen screen = Screen.standard();
        Progress progress = new Progress("Measuring", PipelineBench.stages(rounds), InstantSource.system());
        try (OnExit onExit = new OnExit()) {
            AutoCloseable live = onExit.closing(screen.show(progress));
            PipelineBench bench = PipelineBench.start(commitMillis, pollMillis, onExit);
            PipelineReport report = bench.run(rounds, steps, latencySteps, progress);
            close(live);
            report.print(screen);
            json.write(report);
        }
        return ExitCode.OK;
    }

    private static void close(AutoCloseable live) {
        try {
            live.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void validate() {
        List<String> problems = new ArrayList<>();
        atLeastOne("--rounds", rounds, problems);
        atLeastOne("--steps", steps, problems);
        atLeastOne("--latency-steps", latencySteps, problems);
        atLeastOne("--commit-interval", commitMillis, problems);
        atLeastOne("--poll", pollMillis, problems);
        if (!problems.isEmpty()) {
            throw CommandFailure.usage(problems);
        }
        json.requireWritable();
    }

    private static void atLeastOne(String option, int value, List<String> problems) {
        if (value < 1) {
            problems.add(option + ": must be at least 1, got " + value);
        }
    }
}
