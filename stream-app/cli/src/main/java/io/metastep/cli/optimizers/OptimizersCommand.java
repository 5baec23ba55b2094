package io.metastep.cli.optimizers;

import picocli.CommandLine.Command;

/** {@code metastep optimizers}: optimizers as things to look at, take elsewhere and bring in. */
@Command(
        name = "optimizers",
        description = "List, show and export optimizers.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = {ListCommand.class, ShowCommand.class, ExportCommand.class})
public final class OptimizersCommand {}
