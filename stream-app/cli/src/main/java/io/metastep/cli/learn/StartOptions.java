package io.metastep.cli.learn;

import io.metastep.cli.Problems;
import io.metastep.cli.metatraining.SpecOptions;
import io.metastep.metalearner.kafka.Start;
import io.metastep.schemas.OptimizerRef;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where learning begins that nobody began before. */
final class StartOptions {

    static final String HEADING = "%nWhere to begin, if the family has no learner's state yet:%n";

    @Option(
            names = "--from",
            paramLabel = "REF",
            description =
                    "FAMILY@VERSION or FAMILY#CHANNEL on the optimizers topic; one of another family is copied and becomes"
                            + " version 1 of this one (default: the family's stable channel).")
    private @Nullable String from;

    @Option(
            names = "--cold-start",
            description =
                    "Begin with a random optimizer, which becomes version 1 of the family; --nominal 0 takes it the term that"
                            + " makes an untrained one usable.")
    private boolean isCold;

    /** The start; adds what is wrong with it. */
    Optional<Start> start(String family, SpecOptions kind, Problems problems) {
        problems.require(from == null || !isCold, "--from and --cold-start: give one of them");
        return isCold
                ? problems.check("--cold-start", () -> new Start.Cold(kind.spec()))
                : problems.check(
                        "--from",
                        () -> new Start.Published(
                                from == null
                                        ? new OptimizerRef.Channel(family, OptimizerRef.Channel.STABLE)
                                        : OptimizerRef.of(from)));
    }
}
