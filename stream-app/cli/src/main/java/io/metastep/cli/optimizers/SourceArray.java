package io.metastep.cli.optimizers;

import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * An array that an import wants.
 *
 * @param name what it is called
 * @param ending the end of its name, from a dot on, where the framework puts the names of modules before it; empty where it does not
 * @param shape the shape it must have; further dimensions of size 1 do no harm to arrays that are vectors
 * @param reason why it has that shape
 * @param parameter which of our parameters an element is part of, both counted row by row
 */
record SourceArray(String name, String ending, List<Integer> shape, String reason, IntUnaryOperator parameter) {

    SourceArray {
        shape = List.copyOf(shape);
    }

    /** Whether an array of another name may be meant, if there is none of this name. */
    boolean mayBe(String other) {
        return !ending.isEmpty() && (other.equals(ending) || other.endsWith("." + ending));
    }

    boolean fits(List<Integer> got) {
        return got.equals(shape) || (isVector() && withoutOnes(got).equals(withoutOnes(shape)));
    }

    private boolean isVector() {
        return withoutOnes(shape).size() <= 1;
    }

    private static List<Integer> withoutOnes(List<Integer> shape) {
        return shape.stream().filter(size -> size != 1).toList();
    }

    /** What it should be, for people. */
    String expected() {
        return "%s: %s".formatted(shape, reason);
    }
}
