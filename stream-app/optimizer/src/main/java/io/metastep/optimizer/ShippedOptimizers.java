package io.metastep.optimizer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The optimizers that ship with Metastep: the files {@code shipped/*.optimizer} beside this class, as listed, one name
 * per line, in {@code shipped/index}.
 */
public final class ShippedOptimizers {

    private static final String FOLDER = "shipped/";
    private static final String INDEX = FOLDER + "index";

    /** All of them, in the order of the index. */
    public static List<OptimizerFile> all() {
        return new String(resource(INDEX), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(ShippedOptimizers::read)
                .toList();
    }

    private static OptimizerFile read(String name) {
        try {
            return OptimizerFile.read(resource(FOLDER + name));
        } catch (OptimizerFileException e) {
            throw new IllegalStateException("Broken installation: " + name + ": " + e.getMessage(), e);
        }
    }

    private static byte[] resource(String name) {
        try (@Nullable InputStream in = ShippedOptimizers.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Broken installation: resource " + name + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ShippedOptimizers() {}
}
