package io.metastep.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output and error in UTF-8, whatever the locale says. When nobody reads the output any more, as in
 * {@code metastep demo | head -3}, the program ends: others are ended by SIGPIPE then, which Java ignores.
 */
public final class StandardStreams {

    private static final int SIGPIPE = 128 + 13;

    private static final PrintStream OUT = new PrintStream(
            new WatchedOutput(new FileOutputStream(FileDescriptor.out), StandardStreams::endProgram),
            true,
            StandardCharsets.UTF_8);
    private static final PrintStream ERR =
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

    private StandardStreams() {}

    public static PrintStream out() {
        return OUT;
    }

    public static PrintStream err() {
        return ERR;
    }

    /** On a thread of its own: exiting waits for the shutdown hooks, and they may wait for the writer's locks. */
    private static void endProgram(IOException e) {
        new Thread(() -> System.exit(exitCode(e)), "lost-output").start();
    }

    private static int exitCode(IOException e) {
        if (String.valueOf(e.getMessage()).contains("Broken pipe")) {
            return SIGPIPE;
        }
        ERR.println("Cannot write to standard output: " + e.getMessage());
        return 1;
    }
}
