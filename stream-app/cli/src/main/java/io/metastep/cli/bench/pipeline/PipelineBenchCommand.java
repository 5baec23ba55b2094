package io.metastep.cli.bench.pipeline;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.OnExit;
import io.metastep.cli.Problems;
import io.metastep.cli.Verbosity;
import io.metastep.cli.terminal.Progress;
import io.metastep.cli.terminal.Screen;
import io.metastep.optimizer.BlockState.Encoding;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "pipeline",
        description =
                "The application beside a pass-through Kafka Streams application with the same settings: throughput"
                        + " of preloaded input, latency of a synchronous job. And beside itself without any logging of its"
                        + " state: what that costs.",
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
            defaultValue = "2000",
            description = "Steps of the 64 blocks that are preloaded (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--latency-steps",
            paramLabel = "N",
            defaultValue = "200",
            description = "Steps of the synchronous job (default: ${DEFAULT-VALUE}).")
    private int latencySteps;

    @Option(
            names = "--tail-steps",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Steps for the 99.9th percentile of latency, with and without logging of state each (default:"
                    + " ${DEFAULT-VALUE}).")
    private int tailSteps;

    @Option(
            names = "--snapshot-encoding",
            paramLabel = "ENCODING",
            defaultValue = "FLOAT32",
            description =
                    "${COMPLETION-CANDIDATES}: of the snapshots whose cost is measured (default: ${DEFAULT-VALUE}).")
    private Encoding snapshotEncoding = Encoding.FLOAT32;

    @Option(
            names = "--commit-interval",
            paramLabel = "MS",
            defaultValue = "10",
            description = "Commit interval in the latency runs (default: ${DEFAULT-VALUE} ms).")
    private int commitMillis;

    @Option(
            names = "--throughput-commit-interval",
            paramLabel = "MS",
            defaultValue = "100",
            description = "Commit interval in the throughput runs (default: ${DEFAULT-VALUE} ms).")
    private int throughputCommitMillis;

    @Option(
            names = "--poll",
            paramLabel = "MS",
            defaultValue = "5",
            description = "Poll time (default: ${DEFAULT-VALUE} ms).")
    private int pollMillis;

    @Mixin
    private Json json = new Json();

    @Override
    public Integer call() {
        validate();
        Verbosity.quietKafka();
        Screen screen = json.screen();
        Progress progress = new Progress("Measuring", PipelineBench.stages(rounds), InstantSource.system());
        try (OnExit onExit = new OnExit()) {
            AutoCloseable live = onExit.closing(screen.show(progress));
            PipelineBench bench =
                    PipelineBench.start(new PipelineTiming(throughputCommitMillis, commitMillis, pollMillis), onExit);
            PipelineReport report = bench.run(rounds, steps, latencySteps, tailSteps, snapshotEncoding, progress);
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
        Problems problems = new Problems();
        problems.requireAtLeast("--rounds", rounds, 1);
        problems.requireAtLeast("--steps", steps, 1);
        problems.requireAtLeast("--latency-steps", latencySteps, 1);
        problems.requireAtLeast("--tail-steps", tailSteps, 1);
        problems.requireAtLeast("--commit-interval", commitMillis, 1);
        problems.requireAtLeast("--throughput-commit-interval", throughputCommitMillis, 1);
        problems.requireAtLeast("--poll", pollMillis, 1);
        json.check(problems);
        problems.throwIfAny();
    }
}
