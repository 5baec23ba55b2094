package io.metastep.cli.optimizers;

import io.metastep.cli.Problems;
import io.metastep.schemas.OptimizerRef;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the imported optimizer is called, and what is known about it. */
final class NameOptions {

    static final String HEADING = "%nName:%n";

    private static final String USUAL_FAMILY = "imported";

    @Option(
            names = "--family",
            paramLabel = "NAME",
            description = "Name of its family (default: imported, or as it was exported).")
    private @Nullable String family;

    @Option(
            names = "--number",
            paramLabel = "N",
            description = "Its version in the family (default: 1, or as it was exported).")
    private @Nullable Integer number;

    @Option(
            names = "--seen",
            paramLabel = "TEXT",
            description = "What its meta-training has seen, in words; 'list' and 'show' say it.")
    private @Nullable String seen;

    void check(Problems problems) {
        problems.check("--family and --number", () -> new OptimizerRef.Version(family(USUAL_FAMILY), number(1)));
    }

    /** The name. */
    String family() {
        return family(USUAL_FAMILY);
    }

    /** The name, or another one if none was given. */
    String family(String otherwise) {
        return family == null ? otherwise : family;
    }

    /** The version, or another one if none was given. */
    int number(int otherwise) {
        return number == null ? otherwise : number;
    }

    /** What it has seen, or something else if nothing was given. */
    String seen(String otherwise) {
        return seen == null ? otherwise : seen;
    }
}
