package io.metastep.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports everything that is wrong with the arguments at once, with suggestions, instead of only the first problem. */
final class AllProblems {

    private AllProblems() {}

    /** Makes the parser go on after a wrong argument. */
    static void collect(CommandLine commandLine) {
        commandLine.getCommandSpec().parser().collectErrors(true);
        commandLine.getSubcommands().values().forEach(AllProblems::collect);
    }

    /** Runs the command unless an argument is wrong; help goes first. */
    static int execute(ParseResult parsed, EnvironmentOptions environment) {
        List<Exception> errors = errors(parsed);
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        if (!errors.isEmpty()) {
            return report(last(parsed), errors, environment);
        }
        return isIncomplete(last(parsed)) ? showCommands(last(parsed)) : new RunLast().execute(parsed);
    }

    /** Whether the command only holds other commands, such as {@code metastep topics}. */
    private static boolean isIncomplete(CommandLine command) {
        return !(command.getCommand() instanceof Callable);
    }

    private static int showCommands(CommandLine command) {
        command.usage(command.getErr());
        return ExitCode.USAGE;
    }

    static int report(ParameterException problem, EnvironmentOptions environment) {
        return report(problem.getCommandLine(), List.of(problem), environment);
    }

    private static int report(CommandLine command, List<Exception> problems, EnvironmentOptions environment) {
        PrintWriter err = command.getErr();
        problems.forEach(problem -> print(problem, environment, err));
        err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private static void print(Exception problem, EnvironmentOptions environment, PrintWriter err) {
        err.println(environment.explain(String.valueOf(problem.getMessage())));
        if (problem instanceof UnmatchedArgumentException unmatched) {
            UnmatchedArgumentException.printSuggestions(unmatched, err);
        }
    }

    private static List<Exception> errors(ParseResult parsed) {
        List<Exception> errors = new ArrayList<>(parsed.errors());
        if (parsed.hasSubcommand()) {
            errors.addAll(errors(parsed.subcommand()));
        }
        return errors;
    }

    private static CommandLine last(ParseResult parsed) {
        return parsed.hasSubcommand()
                ? last(parsed.subcommand())
                : parsed.commandSpec().commandLine();
    }
}
