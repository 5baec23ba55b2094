package io.metastep.client;

import java.util.Arrays;
import java.util.List;

/** A named parameter tensor; its coordinates are taken in the order of its float array. */
public record Tensor(String name, List<Long> shape) {
    public Tensor {
        shape = List.copyOf(shape);
    }

    public static Tensor of(String name, long... shape) {
        return new Tensor(name, Arrays.stream(shape).boxed().toList());
    }

    /** Product of the shape, 1 for a scalar. */
    public long coordinates() {
        return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    }
}
