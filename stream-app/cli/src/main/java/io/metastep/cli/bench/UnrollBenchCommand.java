package io.metastep.cli.bench;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.Problems;
import io.metastep.cli.terminal.Screen;
import io.metastep.optimizees.Nd4jThreads;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "unroll",
        description = "Forward and back-propagation over 20 steps of the learned optimizer.",
        mixinStandardHelpOptions = true)
final class UnrollBenchCommand implements Callable<Integer> {

    private static final Duration ROUND = Duration.ofSeconds(1);

    @Mixin
    private KernelOptions options = new KernelOptions();

    @Mixin
    private Json json = new Json();

    @Override
    public Integer call() {
        Problems problems = new Problems();
        options.check(problems);
        json.check(problems);
        problems.throwIfAny();
        Nd4jThreads.useOne();
        Screen screen = json.screen();
        Race race = new Race(new UnrollContenders(options).all(), options.threads, ROUND.toNanos());
        KernelReport report = KernelReport.of(options, KernelBenchCommand.run(race, screen), UnrollContenders.STEPS);
        report.print("Unroll of " + UnrollContenders.STEPS + " steps with back-propagation", screen);
        json.write(report);
        return ExitCode.OK;
    }
}
