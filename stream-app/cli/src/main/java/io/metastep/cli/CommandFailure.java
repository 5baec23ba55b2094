package io.metastep.cli;

import java.util.List;

/** A command cannot go on for a reason that its user understands; the messages say what to do. */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final transient List<String> problems;

    private CommandFailure(int exitCode, List<String> problems) {
        super(String.join("; ", problems));
        this.exitCode = exitCode;
        this.problems = List.copyOf(problems);
    }

    /** Options or configuration are wrong. */
    public static CommandFailure usage(List<String> problems) {
        return new CommandFailure(ExitCode.USAGE, problems);
    }

    /** Options or configuration are wrong. */
    public static CommandFailure usage(String problem) {
        return usage(List.of(problem));
    }

    /** No broker answers. */
    public static CommandFailure unreachable(String message) {
        return new CommandFailure(ExitCode.UNREACHABLE, List.of(message));
    }

    /** The command ran and did not succeed. */
    public static CommandFailure failed(String message) {
        return new CommandFailure(ExitCode.FAILURE, List.of(message));
    }

    public int exitCode() {
        return exitCode;
    }

    public List<String> problems() {
        return problems;
    }
}
