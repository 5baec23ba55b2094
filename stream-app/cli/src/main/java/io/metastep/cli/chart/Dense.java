package io.metastep.cli.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Curves of many points. XChart draws a line piece by piece, each piece with its dashes from the start, so that short pieces have none;
 * only what it calls smooth is one path, but rounded off at every point. Points put in between make that straight to the eye.
 */
final class Dense {
    private static final int MANY = 50;
    private static final double PIECE = 0.01; // of the height of the chart

    private Dense() {}

    static boolean isDense(List<Point> points) {
        return points.size() > MANY;
    }

    /** The points, with others on the straight lines between them where these are steep. */
    static List<Point> straightened(List<Point> points, Axis x) {
        double height = height(points);
        List<Point> all = new ArrayList<>(points.subList(0, 1));
        for (int i = 1; i < points.size(); i++) {
            addPieces(all, points.get(i - 1), points.get(i), x, height);
        }
        return all;
    }

    private static double height(List<Point> points) {
        double most = points.stream().mapToDouble(Point::y).max().orElse(0);
        return most - points.stream().mapToDouble(Point::y).min().orElse(0);
    }

    private static void addPieces(List<Point> all, Point from, Point to, Axis x, double height) {
        double rise = Math.abs(to.y() - from.y());
        int pieces = rise == 0 ? 1 : (int) Math.ceil(rise / (PIECE * height));
        for (int piece = 1; piece < pieces; piece++) {
            double part = (double) piece / pieces;
            all.add(Point.of(between(from.x(), to.x(), part, x), from.y() + part * (to.y() - from.y())));
        }
        all.add(to);
    }

    private static double between(double from, double to, double part, Axis axis) {
        return axis.logarithmic() ? from * Math.pow(to / from, part) : from + part * (to - from);
    }
}
