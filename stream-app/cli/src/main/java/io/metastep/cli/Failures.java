package io.metastep.cli;

import io.metastep.cli.broker.BrokerStartException;
import io.metastep.client.JobException;
import io.metastep.metalearner.SnapshotException;
import io.metastep.optimizees.DataException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;

/** Turns what a command throws into a message and an exit code; stack traces only with {@code --verbose}. */
final class Failures {

    private Failures() {}

    static int report(Exception failure, CommandLine command, EnvironmentOptions environment) {
        PrintWriter err = command.getErr();
        if (Verbosity.isRaised()) {
            failure.printStackTrace(err);
        }
        if (!OnExit.isInterrupted()) {
            messages(failure).stream().map(environment::explain).forEach(err::println);
        }
        return exitCode(failure);
    }

    private static int exitCode(Exception failure) {
        if (failure instanceof CommandFailure known) {
            return known.exitCode();
        }
        if (failure instanceof JobException.Unreachable) {
            return ExitCode.UNREACHABLE;
        }
        boolean isUsage = failure instanceof JobException.Unprepared
                || failure instanceof DataException
                || failure instanceof SnapshotException;
        return isUsage ? ExitCode.USAGE : ExitCode.FAILURE;
    }

    private static List<String> messages(Exception failure) {
        if (failure instanceof CommandFailure known) {
            return known.problems();
        }
        if (failure instanceof JobException.TimedOut) {
            return List.of(
                    String.valueOf(failure.getMessage()),
                    "If no application runs on that cluster, start one with: metastep serve");
        }
        boolean speaksForItself = failure instanceof JobException
                || failure instanceof DataException
                || failure instanceof SnapshotException
                || failure instanceof BrokerStartException;
        return List.of(speaksForItself ? String.valueOf(failure.getMessage()) : failure + " (--verbose shows where)");
    }
}
