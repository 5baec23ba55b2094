package io.metastep.cli.optimizers;

import io.metastep.cli.explain.ExplainCommand;
import picocli.CommandLine.Command;

/** {@code metastep optimizers}: optimizers as things to look at. */
@Command(
        name = "optimizers",
        description = "Look at optimizers.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = {ExplainCommand.class})
public final class OptimizersCommand {}
