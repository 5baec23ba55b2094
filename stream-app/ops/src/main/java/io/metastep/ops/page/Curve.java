package io.metastep.ops.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of points that never gets longer than a plot can show: when it is full, every other point goes, and from then on they
 * come half as often.
 */
final class Curve {
    static final int MOST = 512;

    private final List<Point> points = new ArrayList<>();
    private long stride = 1;
    private long offered;

    /**
     * A point and when it came.
     *
     * @param version of the fleet that it came with
     */
    record Point(double x, double y, long version) {}

    void add(double x, double y, long version) {
        boolean isWanted = offered % stride == 0;
        offered++;
        if (!isWanted) {
            return;
        }
        if (points.size() == MOST) {
            halve();
        }
        points.add(new Point(x, y, version));
    }

    private void halve() {
        for (int i = 0; i < MOST / 2; i++) {
            points.set(i, points.get(2 * i));
        }
        points.subList(MOST / 2, MOST).clear();
        stride *= 2;
    }

    void clear() {
        points.clear();
        stride = 1;
        offered = 0;
    }

    /** Pairs of x and y that came after that version. */
    List<double[]> since(long version) {
        return points.stream()
                .filter(point -> point.version() > version)
                .map(point -> new double[] {point.x(), point.y()})
                .toList();
    }
}
