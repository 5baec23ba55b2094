package io.metastep.optimizees;

import java.util.List;

/**
 * A named parameter tensor of an optimizee.
 *
 * @param name unique within the optimizee, may contain {@code /}
 * @param shape sizes of the dimensions, row-major, at least one, all positive
 */
public record Tensor(String name, List<Integer> shape) {
    public Tensor {
        shape = List.copyOf(shape);
        if (name.isBlank()) {
            throw new IllegalArgumentException("A tensor needs a name");
        }
        if (shape.isEmpty() || shape.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("Tensor " + name + " has shape " + shape + ", expected positive sizes");
        }
    }

    public static Tensor of(String name, Integer... shape) {
        return new Tensor(name, List.of(shape));
    }

    /** Number of coordinates: the product of the sizes. */
    public int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }
}
