package io.metastep.cli;

import io.metastep.optimizees.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What is wrong with the options of a command: collected, so that all of it is reported at once. */
public final class Problems {

    private final List<String> found = new ArrayList<>();

    /** Adds a problem, unless it is known. */
    public void add(String problem) {
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    /** Adds a problem if the condition does not hold. */
    public void require(boolean condition, String problem) {
        if (!condition) {
            add(problem);
        }
    }

    /** Adds a problem if a number is too small or too large. */
    public void requireRange(String option, long value, long least, long most) {
        require(value >= least && value <= most, "%s: must be %d to %d, got %d".formatted(option, least, most, value));
    }

    /** Adds a problem if a number is too small. */
    public void requireAtLeast(String option, long value, long least) {
        require(value >= least, "%s: must be at least %d, got %d".formatted(option, least, value));
    }

    /** The value, or a problem that says why an option has none. */
    public <T> Optional<T> check(String option, Supplier<T> value) {
        return valueOrProblem(option + ": ", value);
    }

    /** The value, or a problem that says by itself what it is about. */
    public <T> Optional<T> check(Supplier<T> value) {
        return valueOrProblem("", value);
    }

    private <T> Optional<T> valueOrProblem(String about, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (IllegalArgumentException | DataException e) {
            add(about + e.getMessage());
            return Optional.empty();
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Fails with a {@link CommandFailure} that lists what was found, if anything was. */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw CommandFailure.usage(found);
        }
    }
}
