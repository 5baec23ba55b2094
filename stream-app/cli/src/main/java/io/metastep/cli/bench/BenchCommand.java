package io.metastep.cli.bench;

import io.metastep.cli.bench.guard.GuardBenchCommand;
import io.metastep.cli.bench.pipeline.PipelineBenchCommand;
import io.metastep.cli.bench.pipeline.RecoveryBenchCommand;
import picocli.CommandLine.Command;

/** {@code metastep bench}: what can be measured on this machine. */
@Command(
        name = "bench",
        description = "Measure on this machine: speed, restart times, and what the guard saves.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = {
            KernelBenchCommand.class,
            UnrollBenchCommand.class,
            PipelineBenchCommand.class,
            RecoveryBenchCommand.class,
            GuardBenchCommand.class
        })
public final class BenchCommand {}
