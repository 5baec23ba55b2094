package io.metastep.streams;

import io.metastep.schemas.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with settings. */
final class SettingProblems {
    private static final long MIB = 1 << 20;

    private final List<SettingProblem> found = new ArrayList<>();

    void add(SettingProblem problem) {
        found.add(problem);
    }

    void require(boolean condition, SettingProblem problem) {
        if (!condition) {
            add(problem);
        }
    }

    void requireIn(Setting setting, long value, long least, long most) {
        require(value >= least && value <= most, sentence(setting, Long.toString(value), least + " to " + most));
    }

    void requireAtLeast(Setting setting, long value, long least) {
        require(value >= least, sentence(setting, Long.toString(value), "at least " + least));
    }

    void requireBytes(Setting setting, long value, long least) {
        require(value >= least, sentence(setting, bytes(value), "at least " + bytes(least)));
    }

    void requireIn(Setting setting, Duration value, Duration least, Duration most) {
        require(
                value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                sentence(setting, TimeSpan.of(value), TimeSpan.of(least) + " to " + TimeSpan.of(most)));
    }

    private static SettingProblem sentence(Setting setting, String got, String expected) {
        return names -> names.apply(setting) + " is " + got + ", expected " + expected;
    }

    private static String bytes(long count) {
        return count % MIB == 0 ? count / MIB + " MiB" : count + " bytes";
    }

    /** Fails if anything was found. */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidSettingsException(found);
        }
    }
}
