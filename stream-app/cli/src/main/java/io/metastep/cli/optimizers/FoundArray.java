package io.metastep.cli.optimizers;

import io.metastep.cli.numpy.NpyArray;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An array of a file that is to be the one that an import wants.
 *
 * @param name what the file calls it
 */
record FoundArray(SourceArray wanted, String name, NpyArray array) {

    /** What keeps it from being that. */
    Optional<String> problem() {
        if (!array.isFloat()) {
            return problem("has elements of type '%s', expected floating point numbers".formatted(array.type()));
        }
        return wanted.fits(array.shape())
                ? firstUnusable()
                : problem("is %s, expected %s%s".formatted(array.shape(), wanted.expected(), hint()));
    }

    private Optional<String> problem(String what) {
        return Optional.of("array %s %s".formatted(name, what));
    }

    private String hint() {
        boolean isTransposed = array.shape().size() == 2
                && wanted.fits(List.of(array.shape().get(1), array.shape().get(0)));
        return isTransposed ? "; its transpose would fit, as another --convention has it" : "";
    }

    private Optional<String> firstUnusable() {
        for (int i = 0; i < array.size(); i++) {
            if (!Float.isFinite((float) array.get(i))) {
                return problem("has %s at %s, expected finite numbers that float32 can hold"
                        .formatted(array.get(i), place(i)));
            }
        }
        return Optional.empty();
    }

    private List<Integer> place(int index) {
        Integer[] place = new Integer[array.shape().size()];
        int rest = index;
        for (int axis = place.length - 1; axis >= 0; axis--) {
            place[axis] = rest % array.shape().get(axis);
            rest /= array.shape().get(axis);
        }
        return Arrays.asList(place);
    }
}
