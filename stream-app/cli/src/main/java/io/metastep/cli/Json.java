package io.metastep.cli;

import io.metastep.cli.terminal.Screen;
import io.metastep.cli.terminal.StandardStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The {@code --json FILE} of every verb that measures; the file is checked when it is given, not after minutes. */
public final class Json {

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also write the result as JSON to FILE. With '-' standard output is JSON and nothing else,"
                    + " all the rest goes to standard error.")
    private @Nullable Path file;

    /** Adds a problem if the file could not be written. */
    public void check(Problems problems) {
        if (file != null && !isStandardOutput(file)) {
            OutputFile.check("--json", file, problems);
        }
    }

    /** What people read goes here; not to standard output if that is JSON. */
    public Screen screen() {
        return file != null && isStandardOutput(file) ? Screen.standardError() : Screen.standard();
    }

    /** Writes the report if asked to. */
    public void write(Object report) {
        if (file != null) {
            writeTo(file, report);
        }
    }

    private static void writeTo(Path file, Object report) {
        try {
            String text = JsonText.of(report);
            if (isStandardOutput(file)) {
                StandardStreams.out().print(text);
                StandardStreams.out().flush();
            } else {
                Files.writeString(file, text);
            }
        } catch (IOException e) {
            throw CommandFailure.failed("--json: could not write %s: %s".formatted(file, e));
        }
    }

    private static boolean isStandardOutput(Path file) {
        return file.toString().equals("-");
    }
}
