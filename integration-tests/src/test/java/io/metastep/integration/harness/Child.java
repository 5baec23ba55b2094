package io.metastep.integration.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running {@code metastep} command in a JVM of its own; what it prints, on either stream, is in a file. */
public final class Child {
    /** Exit code of a JVM that was asked to end. */
    public static final int SIGTERM = 128 + 15;

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final String command;
    private final Process process;
    private final Path output;

    Child(String command, Process process, Path output) {
        this.command = command;
        this.process = process;
        this.output = output;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it printed so far. */
    public String output() {
        try {
            return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has printed the text. */
    public void awaitOutput(String text) {
        Await.until(command + " prints '" + text + "'", () -> output().contains(text) || !isAlive(), this::report);
        if (!output().contains(text)) {
            throw new AssertionError("Ended without printing '" + text + "': " + report());
        }
    }

    /** Waits until it has printed what matches the expression; returns the first group. */
    public String awaitMatch(String expression) {
        Pattern pattern = Pattern.compile(expression);
        Await.until(
                command + " prints " + expression,
                () -> pattern.matcher(output()).find() || !isAlive(),
                this::report);
        Matcher matcher = pattern.matcher(output());
        if (!matcher.find()) {
            throw new AssertionError("Ended without printing " + expression + ": " + report());
        }
        return matcher.group(1);
    }

    /** Waits for its end. */
    public int exitCode() {
        Await.until("end of " + command, () -> !isAlive(), this::report);
        return process.exitValue();
    }

    /** SIGTERM, then waits for its end. */
    public int terminate() {
        // Process.destroy would close its standard input, too: some take that for the end of their parent, and halt.
        process.toHandle().destroy();
        return exitCode();
    }

    /** SIGKILL, then waits for its end. */
    public void kill() {
        try {
            process.destroyForcibly().waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError("Interrupted while killing " + command, e);
        }
    }

    /** Sends it a signal: STOP, CONT. */
    public void signal(String name) {
        Tool.run("kill", "-" + name, Long.toString(pid()));
    }

    /** SIGTERM, so that it can tidy up, and SIGKILL if it does not end soon. */
    void end() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            throw new AssertionError("Interrupted while ending " + command, e);
        }
    }

    /** Command, state and output, for a failed test. */
    public String report() {
        String state = isAlive() ? "running" : "exit code " + process.exitValue();
        return "---- " + command + " (" + state + ", " + output + ")\n" + output() + "----";
    }

    @Override
    public String toString() {
        return command;
    }
}
