package io.metastep.cli.chart;

/**
 * A point of a series with its confidence interval.
 *
 * @param low lower end of the interval; NaN for none
 * @param high upper end of the interval; NaN for none
 */
public record Point(double x, double y, double low, double high) {

    /** A point without an interval. */
    public static Point of(double x, double y) {
        return new Point(x, y, Double.NaN, Double.NaN);
    }
}
