package io.metastep.cli.bench;

import io.metastep.cli.ExitCode;
import io.metastep.cli.Json;
import io.metastep.cli.Problems;
import io.metastep.cli.terminal.Progress;
import io.metastep.cli.terminal.Screen;
import io.metastep.optimizees.Nd4jThreads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "kernel",
        description = "One step of the learned optimizer: scalar kernel, vector kernel, ND4J.",
        mixinStandardHelpOptions = true)
final class KernelBenchCommand implements Callable<Integer> {

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
        Race race = new Race(new KernelContenders(options).all(), options.threads, ROUND.toNanos());
        KernelReport report = KernelReport.of(options, run(race, screen), 1);
        report.print("Optimizer step", screen);
        json.write(report);
        return ExitCode.OK;
    }

    static Map<String, Measured> run(Race race, Screen screen) {
        Progress progress = new Progress("Measuring", race.rounds(), InstantSource.system());
        return screen.during(progress, () -> race.run(progress));
    }
}
