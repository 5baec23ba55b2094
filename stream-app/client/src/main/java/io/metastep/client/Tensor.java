package io.metastep.client;

import io.metastep.schemas.OptimizerRef;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A named parameter tensor; its coordinates are taken in the order of its float array.
 *
 * @param optimizer the one it wants for itself; empty: that of the job
 */
public record Tensor(String name, List<Long> shape, Optional<OptimizerRef> optimizer) {
    public Tensor {
        shape = List.copyOf(shape);
    }

    public Tensor(String name, List<Long> shape) {
        this(name, shape, Optional.empty());
    }

    public static Tensor of(String name, long... shape) {
        return new Tensor(name, Arrays.stream(shape).boxed().toList());
    }

    /** The same tensor with an optimizer of its own. */
    public Tensor with(OptimizerRef ref) {
        return new Tensor(name, shape, Optional.of(ref));
    }

    /** Product of the shape, 1 for a scalar. */
    public long coordinates() {
        return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    }
}
