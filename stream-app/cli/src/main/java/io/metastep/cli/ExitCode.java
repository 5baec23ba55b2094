package io.metastep.cli;

/** What the process returns. */
public final class ExitCode {

    public static final int OK = 0;

    /** The command ran and did not succeed. */
    public static final int FAILURE = 1;

    /** Wrong usage or configuration; every problem is listed. */
    public static final int USAGE = 2;

    /** No broker answers. */
    public static final int UNREACHABLE = 3;

    /** Ctrl-C; the JVM itself returns it. */
    static final String INTERRUPTED = "130";

    /** Standard output is closed: 128 and the number of SIGPIPE. */
    static final String UNREAD = "141";

    private ExitCode() {}
}
