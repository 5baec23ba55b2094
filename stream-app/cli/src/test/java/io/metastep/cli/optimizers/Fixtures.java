package io.metastep.cli.optimizers;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The npz files that {@code make_fixtures.py} made: one optimizer as three frameworks keep it, and its updates. */
final class Fixtures {

    private static final String[] KIND = {"--hidden", "5x5", "--features", "log-and-sign", "--output", "linear"};

    /** What Sonnet 1 calls its arrays. */
    private static final List<String> SONNET = List.of(
            "layer1.kernel=lstm_1/w_gates",
            "layer1.bias=lstm_1/b_gates",
            "layer2.kernel=lstm_2/w_gates",
            "layer2.bias=lstm_2/b_gates",
            "output.kernel=linear/w",
            "output.bias=linear/b");

    private Fixtures() {}

    static Path path(String name) {
        try {
            return Path.of(Objects.requireNonNull(Fixtures.class.getResource(name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The options that say what the optimizer is. */
    static String[] kind(String... more) {
        return concat(KIND, more);
    }

    /** The options for {@code tensorflow.npz}. */
    static String[] sonnet(String... more) {
        Stream<String> names = SONNET.stream().flatMap(name -> Stream.of("--array", name));
        return concat(concat(KIND, names.toArray(String[]::new)), more);
    }

    static String[] concat(String[] first, String... second) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(second)).toArray(String[]::new);
    }

    /** A copy that tests may change. */
    static byte[] bytes(String name) throws IOException {
        try (InputStream in = Files.newInputStream(path(name))) {
            return in.readAllBytes();
        }
    }
}
