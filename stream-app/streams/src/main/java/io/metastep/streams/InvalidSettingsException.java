package io.metastep.streams;

import java.util.List;
import java.util.function.Function;

/** Settings the application cannot work with; lists every problem at once. */
public final class InvalidSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<SettingProblem> problems;

    public InvalidSettingsException(List<SettingProblem> problems) {
        super("Invalid settings:\n  " + String.join("\n  ", worded(problems, Setting::property)));
        this.problems = List.copyOf(problems);
    }

    /** One sentence each: what, got, expected. Settings are called as the methods of {@link SettingsBuilder} are. */
    public List<String> problems() {
        return problems(Setting::property);
    }

    /** The same for readers who call a setting something else, such as the option that sets it. */
    public List<String> problems(Function<Setting, String> names) {
        return worded(problems, names);
    }

    private static List<String> worded(List<SettingProblem> problems, Function<Setting, String> names) {
        return problems.stream().map(problem -> problem.in(names)).toList();
    }
}
