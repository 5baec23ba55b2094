package io.metastep.cli.optimizers;

import io.metastep.cli.Metastep;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Stream;

/** One {@code metastep optimizers ...} inside this process: its exit code and what it said on standard error. */
record CommandRun(int exitCode, String errors) {

    static CommandRun of(String... arguments) {
        StringWriter errors = new StringWriter();
        int exitCode = Metastep.commandLine()
                .setErr(new PrintWriter(errors, true))
                .execute(Stream.concat(Stream.of("optimizers"), Arrays.stream(arguments))
                        .toArray(String[]::new));
        return new CommandRun(exitCode, errors.toString());
    }
}
