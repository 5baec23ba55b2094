package io.metastep.streams;

import java.util.function.Function;

/** One thing that is wrong with settings: what, got, expected. */
@FunctionalInterface
public interface SettingProblem {
    /**
     * The sentence.
     *
     * @param names what its reader calls a setting
     */
    String in(Function<Setting, String> names);
}
