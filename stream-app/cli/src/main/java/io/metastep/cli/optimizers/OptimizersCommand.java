package io.metastep.cli.optimizers;

import io.metastep.cli.explain.ExplainCommand;
import picocli.CommandLine.Command;

/** {@code metastep optimizers}: optimizers as things to look at, take elsewhere and bring in. */
@Command(
        name = "optimizers",
        description = "List, show, explain, export, import and publish optimizers; say which ones jobs get.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = {
            ListCommand.class,
            ShowCommand.class,
            ExplainCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            PublishCommand.class,
            PromoteCommand.class,
            RollbackCommand.class,
            PinCommand.class,
            HistoryCommand.class
        })
public final class OptimizersCommand {}
