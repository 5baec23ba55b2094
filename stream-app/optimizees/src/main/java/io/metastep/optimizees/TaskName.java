package io.metastep.optimizees;

/** Writes a task's name with the options that differ from their defaults: {@code quadratic:dimension=20,problems=4}. */
final class TaskName {
    private final StringBuilder text;
    private char separator = ':';

    TaskName(String family) {
        text = new StringBuilder(family);
    }

    TaskName with(String option, Object value, Object defaultValue) {
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
