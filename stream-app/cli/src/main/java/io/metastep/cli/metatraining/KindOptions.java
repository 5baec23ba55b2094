package io.metastep.cli.metatraining;

import io.metastep.cli.OptimizerSource;
import io.metastep.optimizer.OptimizerFile;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What kind of optimizer is learned, or which one goes on. */
final class KindOptions extends SpecOptions {
    @Option(
            names = "--parent",
            paramLabel = "REF",
            description = "Go on from this optimizer instead, whose kind stays: a shipped one, or a file.")
    private @Nullable String parent;

    /** Where to start from, if not from scratch. */
    Optional<OptimizerFile> parent() {
        return Optional.ofNullable(parent).map(KindOptions::read);
    }

    private static OptimizerFile read(String reference) {
        try {
            return OptimizerSource.read(reference);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--parent: " + e.getMessage(), e);
        }
    }
}
