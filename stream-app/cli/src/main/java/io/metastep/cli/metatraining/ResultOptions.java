package io.metastep.cli.metatraining;

import io.metastep.cli.OutputFile;
import io.metastep.cli.Problems;
import io.metastep.schemas.OptimizerRef;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What comes out. */
final class ResultOptions {

    static final String HEADING = "%nResult:%n";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the optimizer goes (default: FAMILY-NUMBER.optimizer in this folder).")
    private @Nullable Path out;

    @Option(
            names = "--family",
            paramLabel = "NAME",
            defaultValue = "universal",
            description = "Name of the optimizer's family (default: ${DEFAULT-VALUE}).")
    String family = "universal";

    @Option(
            names = "--number",
            paramLabel = "N",
            defaultValue = "4",
            description = "Its version in the family (default: ${DEFAULT-VALUE}).")
    int number;

    Path file() {
        return out == null ? Path.of("%s-%d.optimizer".formatted(family, number)) : out;
    }

    /** Wrong names and a file that cannot be written would be found out after the work otherwise. */
    void check(Problems problems) {
        problems.check("--family and --number", () -> new OptimizerRef.Version(family, number));
        OutputFile.check("--out", file(), problems);
    }
}
