package io.metastep.cli.cluster;

import picocli.CommandLine.Command;

/** {@code metastep topics}: the topics of the contract on a cluster. */
@Command(
        name = "topics",
        description =
                "Create or describe the topics that jobs and the application share, and say who may do what with them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = {TopicsCreateCommand.class, TopicsDescribeCommand.class, TopicsAclCommand.class})
public final class TopicsCommand {}
