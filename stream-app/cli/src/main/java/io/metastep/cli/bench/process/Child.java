package io.metastep.cli.bench.process;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.Metastep;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Another metastep process, with this one's JVM options, on a core of its own; closing ends it. */
public final class Child implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final String name;
    private final Process process;
    private final BufferedReader output;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts {@code metastep arguments}; its standard error goes to a file in the folder. */
    public static Child start(Core core, Path folder, String... arguments) {
        List<String> command = new ArrayList<>(core.prefix());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-Dmetastep.terminal"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Metastep.class.getName()));
        command.addAll(List.of(arguments));
        try {
            Path log = folder.resolve(arguments[0] + ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            // Variables that set options are meant for this process.
            builder.environment().keySet().removeIf(variable -> variable.startsWith("METASTEP_"));
            return new Child(arguments[0], builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start " + command, e);
        }
    }

    /** The first group of the first line of its output that matches; lines before it are dropped. */
    public String awaitLine(Pattern pattern) {
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher matcher = pattern.matcher(line);
                if (matcher.find()) {
                    return matcher.group(1);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw died();
    }

    /** Says something to the process and waits for the answer: the first line of its output that matches. */
    public String ask(String question, Pattern answer) {
        try {
            process.outputWriter(StandardCharsets.UTF_8)
                    .append(question)
                    .append('\n')
                    .flush();
        } catch (IOException e) {
            throw died();
        }
        return awaitLine(answer);
    }

    /** Ends it at once, as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** The process's number. */
    public long pid() {
        return process.pid();
    }

    public void requireAlive() {
        if (!process.isAlive()) {
            throw died();
        }
    }

    private CommandFailure died() {
        return CommandFailure.failed("The process '%s' ended too early".formatted(name));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
