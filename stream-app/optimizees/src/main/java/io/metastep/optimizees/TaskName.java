package io.metastep.optimizees;

import java.math.BigDecimal;

/** Writes a task's name with the options that differ from their defaults: {@code quadratic:dimension=20,problems=4}. */
final class TaskName {
    private final StringBuilder text;
    private char separator = ':';

    TaskName(String family) {
        text = new StringBuilder(family);
    }

    TaskName with(String option, Object value, Object defaultValue) {
        return append(option, value, defaultValue);
    }

    TaskName with(String option, double value, double defaultValue) {
        return append(option, text(value), text(defaultValue));
    }

    /** 1000 and 0.1, not 1000.0 or 1E3. */
    private static String text(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private TaskName append(String option, Object value, Object defaultValue) {
        if (!value.equals(defaultValue)) {
            text.append(separator).append(option).append('=').append(value);
            separator = ',';
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
