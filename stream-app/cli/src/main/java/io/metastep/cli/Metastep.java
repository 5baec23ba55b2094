package io.metastep.cli;

import io.metastep.cli.bench.BenchCommand;
import io.metastep.cli.bench.pipeline.KernelAloneCommand;
import io.metastep.cli.bench.pipeline.MeasuredCommand;
import io.metastep.cli.bench.pipeline.PassThroughCommand;
import io.metastep.cli.broker.BrokerCommand;
import io.metastep.cli.cluster.TopicsCommand;
import io.metastep.cli.demo.DemoCommand;
import io.metastep.cli.doctor.DoctorCommand;
import io.metastep.cli.evaluation.EvalCommand;
import io.metastep.cli.learn.LearnCommand;
import io.metastep.cli.metatraining.MetaTrainCommand;
import io.metastep.cli.optimizers.OptimizersCommand;
import io.metastep.cli.pilot.PilotCommand;
import io.metastep.cli.replay.ReplayCommand;
import io.metastep.cli.serve.ServeCommand;
import io.metastep.cli.shadow.ShadowCommand;
import io.metastep.cli.terminal.StandardStreams;
import io.metastep.cli.training.TrainCommand;
import io.metastep.cli.watch.WatchCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root command; {@code metastep --help} lists the verbs. */
@Command(
        name = "metastep",
        description = "A learned optimizer that runs as a stream on Kafka.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            BrokerCommand.class,
            TopicsCommand.class,
            ServeCommand.class,
            WatchCommand.class,
            TrainCommand.class,
            ShadowCommand.class,
            ReplayCommand.class,
            DoctorCommand.class,
            MetaTrainCommand.class,
            LearnCommand.class,
            EvalCommand.class,
            PilotCommand.class,
            OptimizersCommand.class,
            BenchCommand.class,
            PassThroughCommand.class,
            MeasuredCommand.class,
            KernelAloneCommand.class
        },
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            ExitCode.OK + ":done",
            ExitCode.FAILURE + ":the command ran and failed",
            ExitCode.USAGE + ":wrong usage or configuration; all problems are listed",
            ExitCode.UNREACHABLE + ":no Kafka broker answers",
            ExitCode.INTERRUPTED + ":interrupted with Ctrl-C (143 after SIGTERM)",
            ExitCode.UNREAD + ":nobody reads the output any more"
        },
        footer = {"", "Start with:  metastep demo"})
public final class Metastep {

    private static final int HELP_WIDTH = 110;

    private Metastep() {}

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Log to standard error what Metastep and Kafka do, with stack traces.")
    void setVerbose(boolean verbose) {
        if (verbose) {
            Verbosity.raise();
        }
    }

    public static void main(String[] arguments) {
        EnvironmentOptions environment = new EnvironmentOptions(System.getenv());
        CommandLine commandLine = commandLine(environment);
        System.exit(commandLine.execute(environment.addTo(arguments, commandLine)));
    }

    /** The whole command line, ready to parse and execute. */
    public static CommandLine commandLine() {
        return commandLine(new EnvironmentOptions(Map.of()));
    }

    /** The same for arguments to which the environment's were added. */
    static CommandLine commandLine(EnvironmentOptions environment) {
        CommandLine commandLine = new CommandLine(new Metastep())
                .setOut(new PrintWriter(StandardStreams.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(StandardStreams.err(), true, StandardCharsets.UTF_8))
                .setUsageHelpWidth(HELP_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setExecutionStrategy(parsed -> AllProblems.execute(parsed, environment))
                .setParameterExceptionHandler((problem, arguments) -> AllProblems.report(problem, environment))
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> Failures.report(failure, command, environment));
        NumberOptions.register(commandLine);
        AllProblems.collect(commandLine);
        addHeadings(commandLine);
        return commandLine;
    }

    private static void addHeadings(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .optionListHeading("%nOptions:%n")
                .parameterListHeading("%n");
        if (command.getSubcommands().isEmpty()) {
            EnvironmentOptions.help(command.getCommandSpec())
                    .ifPresent(help -> command.getCommandSpec().usageMessage().footer("", help));
        }
        command.getSubcommands().values().forEach(Metastep::addHeadings);
    }
}
