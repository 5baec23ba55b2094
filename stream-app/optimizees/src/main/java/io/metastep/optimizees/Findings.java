package io.metastep.optimizees;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** What a check of somebody's code has found so far. */
final class Findings {
    private final List<String> problems = new ArrayList<>();
    private final Consumer<Throwable> onThrown;

    /** Findings that hand on whatever the code throws, besides noting it. */
    Findings(Consumer<Throwable> onThrown) {
        this.onThrown = onThrown;
    }

    void add(String pattern, Object... values) {
        String problem = String.format(Locale.ROOT, pattern, values);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    /** Notes a problem unless the condition holds, which is returned. */
    boolean require(boolean condition, String pattern, Object... values) {
        if (!condition) {
            add(pattern, values);
        }
        return condition;
    }

    /** What a call returns; empty, with a problem noted, if it throws or returns null. */
    <T> Optional<T> attempt(String call, Callable<T> code) {
        try {
            Optional<T> result = Optional.ofNullable(code.call());
            require(result.isPresent(), "%s returned null", call);
            return result;
        } catch (Exception
                | LinkageError
                | AssertionError
                | StackOverflowError e) { // a stranger's code may throw anything
            onThrown.accept(e);
            add("%s threw %s", call, e);
            return Optional.empty();
        }
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    List<String> list() {
        return List.copyOf(problems);
    }
}
