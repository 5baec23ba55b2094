package io.metastep.cli.chart;

import java.util.List;

/**
 * Points that belong together.
 *
 * @param name what the legend calls it; unique in its chart
 * @param points in the order in which they are joined
 * @param look how prominent it is
 */
public record Series(String name, List<Point> points, Look look) {

    /** What a series is in its chart. */
    public enum Look {
        /** What the chart is about: a strong solid line. */
        SUBJECT,
        /** What it is compared with: a thin dashed line with marks. */
        RIVAL,
        /** The same where points are too many for marks: a thin dashed line. */
        COMPANION,
        /** Single values from elsewhere: marks that no line joins. */
        REFERENCE
    }

    public Series {
        points = List.copyOf(points);
    }

    public static Series subject(String name, List<Point> points) {
        return new Series(name, points, Look.SUBJECT);
    }

    public static Series rival(String name, List<Point> points) {
        return new Series(name, points, Look.RIVAL);
    }

    public static Series companion(String name, List<Point> points) {
        return new Series(name, points, Look.COMPANION);
    }

    public static Series reference(String name, List<Point> points) {
        return new Series(name, points, Look.REFERENCE);
    }
}
