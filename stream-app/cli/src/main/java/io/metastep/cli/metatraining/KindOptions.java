package io.metastep.cli.metatraining;

import io.metastep.cli.InputFile;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What kind of optimizer is learned, or which one goes on. */
final class KindOptions extends SpecOptions {
    @Option(
            names = "--parent",
            paramLabel = "FILE",
            description = "Go on from this optimizer instead, whose kind stays.")
    private @Nullable Path parent;

    /** Where to start from, if not from scratch. */
    Optional<OptimizerFile> parent() {
        return Optional.ofNullable(parent).map(KindOptions::read);
    }

    private static OptimizerFile read(Path file) {
        try {
            return OptimizerFile.read(Files.readAllBytes(file));
        } catch (IOException | OptimizerFileException e) {
            throw new IllegalArgumentException("--parent: cannot read " + file + ": " + InputFile.reason(file, e), e);
        }
    }
}
