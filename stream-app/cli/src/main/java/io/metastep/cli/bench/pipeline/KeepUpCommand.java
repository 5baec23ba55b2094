package io.metastep.cli.bench.pipeline;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.OnExit;
import io.metastep.cli.Problems;
import io.metastep.cli.Verbosity;
import io.metastep.cli.terminal.Progress;
import io.metastep.cli.terminal.Screen;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code metastep bench keep-up}: a learner beside a fleet at full speed. */
@Command(
        name = "keep-up",
        description =
                "A fleet of 16 jobs whose gradients are preloaded, at the application's full speed, with 'metastep learn' on the"
                        + " same machine and without: what the learner takes of the processor and of the fleet's speed, how far"
                        + " it falls behind, what becomes of the segments, and when it has reached the end.",
        mixinStandardHelpOptions = true)
public final class KeepUpCommand implements Callable<Integer> {

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "2",
            description = "Interleaved rounds, each with a learner and without (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Steps of each job, of 4 blocks of 1,024 coordinates (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--rollout-share",
            paramLabel = "SHARE",
            description = "The learner's part of jobs in process (default: that of 'metastep learn').")
    private @Nullable Double rolloutShare;

    @Mixin
    private Json json = new Json();

    @Override
    public Integer call() throws Exception {
        Problems problems = new Problems();
        problems.requireAtLeast("--rounds", rounds, 1);
        problems.requireAtLeast("--steps", steps, 100);
        problems.require(
                rolloutShare == null || (rolloutShare >= 0 && rolloutShare < 1),
                "--rollout-share: must be 0 to below 1, got " + rolloutShare);
        json.check(problems);
        problems.throwIfAny();
        Verbosity.quietKafka();
        Screen screen = json.screen();
        int stages = KeepUpBench.STAGES_PER_ROUND * rounds;
        Progress progress = new Progress("Measuring", stages, InstantSource.system());
        try (OnExit onExit = new OnExit()) {
            AutoCloseable live = onExit.closing(screen.show(progress));
            KeepUpReport report = KeepUpBench.start(onExit).run(rounds, steps, learnerOptions(), progress);
            live.close();
            report.print(screen);
            json.write(report);
        }
        return ExitCode.OK;
    }

    private List<String> learnerOptions() {
        List<String> options = new ArrayList<>();
        if (rolloutShare != null) {
            options.addAll(List.of("--rollout-share", rolloutShare.toString()));
        }
        return options;
    }
}
