package io.metastep.metalearner.evaluation;

/** An estimate with its 95 % confidence interval; the bounds are NaN where one observation is all there is. */
public record Interval(double value, double low, double high) {
    static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN, Double.NaN);

    /** Half of the width. */
    public double half() {
        return (high - low) / 2;
    }
}
