package io.metastep.cli.bench;

import io.metastep.cli.bench.pipeline.PipelineBenchCommand;
import picocli.CommandLine.Command;

/** {@code metastep bench}: speed on this machine. */
@Command(
        name = "bench",
        description = "Measure speed on this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = {KernelBenchCommand.class, UnrollBenchCommand.class, PipelineBenchCommand.class})
public final class BenchCommand {}
