package io.metastep.streams.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a job's smoothed loss was within the last minute, every five seconds. */
final class LossCourse {
    private static final long KEPT_MILLIS = 60_000;
    private static final long SPACING_MILLIS = 5_000;

    private final List<Point> points = new ArrayList<>(0);

    /** A smoothed loss and when it was that. */
    record Point(long at, double loss) {}

    /** What is known from a minute ago, or else from as long ago as anything is; takes in the loss of now. */
    @Nullable
    Point earlier(long now, double loss) {
        while (points.size() > 1 && now - points.get(1).at() >= KEPT_MILLIS) {
            points.remove(0);
        }
        Point earlier = points.isEmpty() ? null : points.get(0);
        if (earlier == null || now - points.get(points.size() - 1).at() >= SPACING_MILLIS) {
            points.add(new Point(now, loss));
        }
        return earlier;
    }

    void clear() {
        points.clear();
    }
}
