package io.metastep.cli.chart;

import java.util.OptionalDouble;

/**
 * One axis of a chart.
 *
 * @param label what it measures, with the unit
 * @param logarithmic whether equal distances are equal ratios
 * @param least where it begins; empty for where the points do
 * @param most where it ends; empty for where the points do
 */
public record Axis(String label, boolean logarithmic, OptionalDouble least, OptionalDouble most) {

    public static Axis linear(String label) {
        return new Axis(label, false, OptionalDouble.empty(), OptionalDouble.empty());
    }

    public static Axis logarithmic(String label) {
        return new Axis(label, true, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** The same axis with fixed ends; points beyond are cut off. */
    public Axis between(double newLeast, double newMost) {
        return new Axis(label, logarithmic, OptionalDouble.of(newLeast), OptionalDouble.of(newMost));
    }

    boolean canShow(double value) {
        return Double.isFinite(value) && (!logarithmic || value > 0);
    }

    /** The value, or the end of the axis that it lies beyond. */
    double cut(double value) {
        return Math.max(least.orElse(value), Math.min(most.orElse(value), value));
    }
}
