package io.metastep.cli.explain;

import io.metastep.cli.chart.Point;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The updates of one coordinate, step by step, and what can be measured on them. Owns its array. */
final class Response {
    private static final double NEAR = 0.1;

    private final double[] updates;

    Response(double[] updates) {
        this.updates = updates;
    }

    /** One coordinate of {@code [step][coordinate]}. */
    static Response of(float[][] updates, int coordinate) {
        return new Response(
                Arrays.stream(updates).mapToDouble(step -> step[coordinate]).toArray());
    }

    double at(int step) {
        return updates[step];
    }

    int steps() {
        return updates.length;
    }

    /** Mean of the steps from the first to before the last. */
    double mean(int from, int to) {
        return Arrays.stream(updates, from, to).average().orElse(Double.NaN);
    }

    double rms() {
        return Math.sqrt(Arrays.stream(updates).map(u -> u * u).average().orElse(Double.NaN));
    }

    /** The largest size from a step on. */
    double largest(int from) {
        return Arrays.stream(updates, from, updates.length).map(Math::abs).max().orElse(Double.NaN);
    }

    /** Steps from one on until all later updates are within a tenth of a value; -1 if the last one is not. */
    int stepsUntilNear(double value, int from) {
        int last = IntStream.iterate(updates.length - 1, step -> step >= from, step -> step - 1)
                .filter(step -> !isNear(updates[step], value))
                .findFirst()
                .orElse(from - 1);
        return last == updates.length - 1 ? -1 : last + 1 - from;
    }

    private static boolean isNear(double update, double value) {
        return Math.abs(update - value) <= NEAR * Math.abs(value);
    }

    /** Steps from one on until an update has another sign than the one given; -1 if none has. */
    int stepsUntilSignLeaves(double sign, int from) {
        return IntStream.range(from, updates.length)
                        .filter(step -> updates[step] * sign < 0)
                        .findFirst()
                        .orElse(from - 1)
                - from;
    }

    Response times(double factor) {
        return new Response(Arrays.stream(updates).map(u -> factor * u).toArray());
    }

    List<Point> points() {
        return IntStream.range(0, updates.length)
                .mapToObj(step -> Point.of(step + 1, updates[step]))
                .toList();
    }
}
