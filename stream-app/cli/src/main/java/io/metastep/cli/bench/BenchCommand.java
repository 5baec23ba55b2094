package io.metastep.cli.bench;

import io.metastep.cli.bench.guard.GuardBenchCommand;
import io.metastep.cli.bench.learn.LearnBenchCommand;
import io.metastep.cli.bench.learn.PoisonBenchCommand;
import io.metastep.cli.bench.pipeline.KeepUpCommand;
import io.metastep.cli.bench.pipeline.PipelineBenchCommand;
import io.metastep.cli.bench.pipeline.RecoveryBenchCommand;
import io.metastep.cli.bench.soak.SoakCommand;
import picocli.CommandLine.Command;

/** {@code metastep bench}: what can be measured on this machine. */
@Command(
        name = "bench",
        description =
                "Measure on this machine: speed, restart times, whether a learner keeps up, whether anything grows, what the guard saves, what decides how well live jobs teach.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = {
            KernelBenchCommand.class,
            UnrollBenchCommand.class,
            PipelineBenchCommand.class,
            RecoveryBenchCommand.class,
            KeepUpCommand.class,
            SoakCommand.class,
            LearnBenchCommand.class,
            PoisonBenchCommand.class,
            GuardBenchCommand.class
        })
public final class BenchCommand {}
