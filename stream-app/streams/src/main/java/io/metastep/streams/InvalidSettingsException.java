package io.metastep.streams;

import java.util.List;

/** Settings the application cannot work with; lists every problem at once. */
public final class InvalidSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public InvalidSettingsException(List<String> problems) {
        super("Invalid settings:\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence each: what, got, expected. */
    public List<String> problems() {
        return problems;
    }
}
