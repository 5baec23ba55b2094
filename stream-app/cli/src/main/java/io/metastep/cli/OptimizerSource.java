package io.metastep.cli;

import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerFileException;
import io.metastep.optimizer.ShippedOptimizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An optimizer as options name it: {@code family} (its newest version) or {@code family@version} of those that are shipped, or a
 * file. A name that is both is the shipped one; write {@code ./name} for the file.
 */
public final class OptimizerSource {

    /** For the help of options. */
    public static final String DESCRIPTION = "FAMILY or FAMILY@VERSION of a shipped optimizer, or an optimizer file";

    private OptimizerSource() {}

    /**
     * The optimizer.
     *
     * @throws IllegalArgumentException if there is none of this name or its file cannot be read; says what is there
     */
    public static OptimizerFile read(String reference) {
        List<OptimizerFile> candidates = candidates(reference);
        return candidates.get(candidates.size() - 1);
    }

    /**
     * All that a reference may mean: of a shipped family every version, oldest first, otherwise one optimizer.
     *
     * @throws IllegalArgumentException as {@link #read} does
     */
    public static List<OptimizerFile> candidates(String reference) {
        List<OptimizerFile> shipped = shipped(reference)
                .sorted(Comparator.comparingInt(OptimizerFile::version))
                .toList();
        return shipped.isEmpty() ? List.of(readFile(reference)) : shipped;
    }

    private static Stream<OptimizerFile> shipped(String reference) {
        return ShippedOptimizers.all().stream()
                .filter(file ->
                        file.reference().equals(reference) || file.family().equals(reference));
    }

    private static OptimizerFile readFile(String name) {
        Path file = path(name);
        if (Files.notExists(file)) {
            throw new IllegalArgumentException(
                    "no optimizer '%s' is shipped and there is no such file; shipped are %s".formatted(name, names()));
        }
        try {
            return OptimizerFile.read(Files.readAllBytes(file));
        } catch (IOException | OptimizerFileException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + InputFile.reason(file, e), e);
        }
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + name + "' is neither an optimizer nor a file", e);
        }
    }

    private static String names() {
        List<OptimizerFile> all = ShippedOptimizers.all();
        return all.stream().map(OptimizerFile::reference).collect(Collectors.joining(", "));
    }
}
