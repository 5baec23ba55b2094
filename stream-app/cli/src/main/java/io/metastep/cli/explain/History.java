package io.metastep.cli.explain;

import java.util.stream.IntStream;

/** What a coordinate has seen before the gradient in question. */
enum History {
    FRESH("fresh memory", "with a fresh memory", 0, 0, false),
    EQUAL("20 equal", "after 20 equal gradients", 20, 1, false),
    ALTERNATING("20 alternating", "after 20 alternating gradients", 20, 1, true),
    LARGE("20 alternating, 10 x", "after 20 alternating gradients ten times as large", 20, 10, true),
    SMALL("20 alternating, 0.1 x", "after 20 alternating gradients a tenth as large", 20, 0.1, true);

    private final String shortName;
    private final String words;
    private final int length;
    private final double size;
    private final boolean alternates;

    History(String shortName, String words, int length, double size, boolean alternates) {
        this.shortName = shortName;
        this.words = words;
        this.length = length;
        this.size = size;
        this.alternates = alternates;
    }

    /** For a legend. */
    String shortName() {
        return shortName;
    }

    /** {@code after 20 equal gradients}. */
    String words() {
        return words;
    }

    /** Its gradients, where the usual one has that size; the last of alternating ones is negative. */
    double[] gradients(double usual) {
        return IntStream.range(0, length)
                .mapToDouble(step -> usual * size * (alternates && step % 2 == 1 ? -1 : 1))
                .toArray();
    }
}
