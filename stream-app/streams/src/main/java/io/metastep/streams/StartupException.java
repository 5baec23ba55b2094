package io.metastep.streams;

import java.util.List;

/** The application cannot start on this cluster; says what to do. */
public final class StartupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final List<String> problems;

    /** What stands in the way. */
    public enum Kind {
        /** No broker answers. */
        UNREACHABLE,
        /** The broker refuses these credentials. */
        FORBIDDEN,
        /** Topics are missing. */
        MISSING_TOPICS,
        /** Topics or cluster are set up in a way that breaks a promise. */
        UNSUITABLE
    }

    StartupException(Kind kind, List<String> problems, Throwable cause) {
        super(String.join("\n", problems), cause);
        this.kind = kind;
        this.problems = List.copyOf(problems);
    }

    StartupException(Kind kind, List<String> problems) {
        super(String.join("\n", problems));
        this.kind = kind;
        this.problems = List.copyOf(problems);
    }

    public Kind kind() {
        return kind;
    }

    /** One sentence each: what, got, expected, what to do. */
    public List<String> problems() {
        return problems;
    }
}
