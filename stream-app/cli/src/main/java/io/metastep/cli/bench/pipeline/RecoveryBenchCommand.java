package io.metastep.cli.bench.pipeline;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.OnExit;
import io.metastep.cli.Problems;
import io.metastep.cli.Verbosity;
import io.metastep.cli.terminal.Progress;
import io.metastep.cli.terminal.Screen;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "recovery",
        description =
                "Kill the application in full flight and see how long it takes until the first new update: session"
                        + " timeout, open transaction, restore, replay. The same after a drained shutdown and with a standby replica.",
        mixinStandardHelpOptions = true)
public final class RecoveryBenchCommand implements Callable<Integer> {

    @Option(
            names = "--coordinates",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Parameters of all jobs together (default: ${DEFAULT-VALUE}).")
    private int coordinates;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "150",
            description =
                    "Steps before the first kill; a snapshot of each block every 100 (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Mixin
    private Json json = new Json();

    @Override
    public Integer call() throws Exception {
        Problems problems = new Problems();
        problems.requireAtLeast("--coordinates", coordinates, 1);
        problems.requireAtLeast("--steps", steps, 10);
        json.check(problems);
        problems.throwIfAny();
        Verbosity.quietKafka();
        Screen screen = json.screen();
        Progress progress = new Progress("Measuring", RecoveryBench.STAGES, InstantSource.system());
        try (OnExit onExit = new OnExit()) {
            AutoCloseable live = onExit.closing(screen.show(progress));
            RecoveryReport report =
                    new RecoveryBench(coordinates, InstantSource.system(), onExit).run(coordinates, steps, progress);
            live.close();
            report.print(screen);
            json.write(report);
        }
        return ExitCode.OK;
    }
}
