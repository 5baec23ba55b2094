package io.metastep.cli.optimizers;

import io.metastep.cli.numpy.NpzFile;
import io.metastep.optimizer.OptimizerFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** The kinds of files that an optimizer is written to. */
enum ExportFormat {
    NPZ,
    OPTIMIZER;

    /**
     * The kind that a file's name asks for.
     *
     * @throws IllegalArgumentException if it has no such ending
     */
    static ExportFormat of(Path file) {
        return Arrays.stream(values())
                .filter(format -> file.toString().toLowerCase(Locale.ROOT).endsWith(format.ending()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the name %s ends neither with .npz nor with .optimizer".formatted(file)));
    }

    private String ending() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    byte[] bytes(OptimizerFile file) {
        return switch (this) {
            case NPZ -> NpzFile.write(OptimizerArrays.of(file));
            case OPTIMIZER -> file.write();
        };
    }
}
