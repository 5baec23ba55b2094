package io.metastep.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The {@code --json FILE} of every verb that measures; the file is checked when it is given, not after minutes. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also write the result as JSON to FILE, '-' for standard output.")
    private @Nullable Path file;

    /** Fails with a {@link CommandFailure} if the file could not be written. */
    public void requireWritable() {
        if (file != null && !isStandardOutput(file) && !Files.isDirectory(folder(file))) {
            throw CommandFailure.usage("--json: there is no folder " + folder(file));
        }
    }

    /** Writes the report if asked to. */
    public void write(Object report) {
        if (file != null) {
            writeTo(file, report);
        }
    }

    private static void writeTo(Path file, Object report) {
        try {
            String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report) + System.lineSeparator();
            if (isStandardOutput(file)) {
                System.out.print(text);
            } else {
                Files.writeString(file, text);
            }
        } catch (IOException e) {
            throw CommandFailure.failed("Could not write %s: %s".formatted(file, e.getMessage()));
        }
    }

    private static boolean isStandardOutput(Path file) {
        return file.toString().equals("-");
    }

    private static Path folder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }
}
