package io.metastep.optimizees;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The digits as strokes, several styles each, in a square of side 1 with y downwards. A style is written as commands:
 * {@code M x y} moves, {@code L x y} draws a line, {@code Q cx cy x y} a quadratic Bezier curve, {@code A cx cy rx ry from to}
 * an arc of an ellipse (degrees, 90 is down; joined by a line to what came before unless a move did), {@code O cx cy rx ry}
 * a whole ellipse.
 */
final class DigitStrokes {
    private static final int CURVE_SEGMENTS = 8;
    private static final int DEGREES_PER_SEGMENT = 30;

    private static final List<List<String>> STYLES = List.of(
            List.of("O .5 .5 .28 .42", "O .5 .5 .2 .42", "A .5 .5 .26 .42 290 -40", "O .5 .5 .33 .38"),
            List.of(
                    "M .5 .08 L .5 .92",
                    "M .36 .24 L .52 .08 L .52 .92",
                    "M .34 .26 L .52 .08 L .52 .92 M .34 .92 L .7 .92"),
            List.of(
                    "A .5 .32 .25 .24 190 400 L .25 .92 L .77 .92",
                    "A .5 .3 .24 .22 190 390 Q .5 .7 .28 .86 Q .3 .98 .45 .88 Q .6 .84 .78 .92",
                    "A .48 .32 .24 .24 200 420 L .26 .9 Q .5 .84 .76 .92"),
            List.of(
                    "A .46 .29 .25 .21 200 450 A .46 .7 .28 .22 270 520",
                    "M .25 .1 L .74 .1 L .46 .42 A .46 .67 .27 .25 270 510",
                    "A .45 .3 .22 .22 220 440 L .4 .49 A .45 .71 .26 .22 280 500"),
            List.of(
                    "M .3 .08 L .24 .55 L .78 .55 M .66 .3 L .64 .92",
                    "M .64 .92 L .64 .08 L .2 .64 L .82 .64",
                    "M .28 .1 Q .2 .55 .4 .54 Q .66 .54 .7 .12 L .64 .92"),
            List.of(
                    "M .74 .1 L .32 .1 L .29 .45 A .48 .66 .27 .26 235 500",
                    "M .72 .08 L .3 .08 L .3 .46 Q .74 .36 .74 .66 Q .74 .92 .46 .92 Q .32 .92 .24 .84",
                    "M .32 .14 L .3 .44 Q .7 .44 .68 .7 Q .64 .96 .26 .86 M .32 .12 L .74 .1"),
            List.of(
                    "M .68 .08 Q .3 .28 .26 .66 M .74 .68 O .5 .68 .24 .24",
                    "A .56 .4 .3 .32 310 180 L .26 .68 M .74 .7 O .5 .7 .24 .22",
                    "M .5 .06 Q .22 .5 .28 .76 Q .34 .94 .54 .92 Q .76 .88 .7 .7 Q .6 .54 .3 .72"),
            List.of(
                    "M .22 .1 L .78 .1 L .44 .92",
                    "M .22 .1 L .78 .1 L .44 .92 M .38 .5 L .7 .5",
                    "M .24 .12 L .78 .1 Q .52 .45 .48 .92",
                    "M .24 .24 L .24 .12 L .76 .12 L .46 .92"),
            List.of(
                    "O .5 .29 .2 .2 M .75 .7 O .5 .7 .25 .22",
                    "M .7 .18 Q .5 .02 .32 .2 Q .28 .4 .5 .48 Q .78 .6 .7 .8 Q .5 1 .3 .8 Q .24 .6 .5 .48 Q .74 .36 .7 .18",
                    "O .5 .3 .23 .2 M .73 .71 O .5 .71 .23 .21"),
            List.of(
                    "O .5 .32 .24 .23 M .74 .32 L .7 .92",
                    "O .5 .32 .23 .23 M .73 .32 Q .74 .8 .36 .92",
                    "A .5 .3 .22 .21 350 30 M .7 .1 L .7 .92"));

    /** Digit, then style, then the line segments {@code x0, y0, x1, y1, ...}. */
    private static final List<List<float[]>> SEGMENTS = STYLES.stream()
            .map(styles ->
                    styles.stream().map(style -> new DigitStrokes().draw(style)).toList())
            .toList();

    private final List<Float> segments = new ArrayList<>();
    private float x = Float.NaN;
    private float y = Float.NaN;

    private DigitStrokes() {}

    static int styles(int digit) {
        return SEGMENTS.get(digit).size();
    }

    /** Line segments of a digit in a style, {@code x0, y0, x1, y1} each; not to be changed. */
    static float[] segments(int digit, int style) {
        return SEGMENTS.get(digit).get(style);
    }

    private float[] draw(String commands) {
        var words = List.of(commands.split(" ", -1)).iterator();
        while (words.hasNext()) {
            String command = words.next();
            switch (command) {
                case "M" -> move(next(words), next(words));
                case "L" -> line(next(words), next(words));
                case "Q" -> curve(next(words), next(words), next(words), next(words));
                case "A" -> arc(next(words), next(words), next(words), next(words), next(words), next(words));
                case "O" -> ellipse(next(words), next(words), next(words), next(words));
                default -> throw new IllegalStateException("Unknown stroke command " + command);
            }
        }
        var array = new float[segments.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = segments.get(i);
        }
        return array;
    }

    private static float next(Iterator<String> words) {
        return Float.parseFloat(words.next());
    }

    private void move(float toX, float toY) {
        x = toX;
        y = toY;
    }

    private void line(float toX, float toY) {
        if (!Float.isNaN(x)) {
            segments.addAll(List.of(x, y, toX, toY));
        }
        move(toX, toY);
    }

    private void curve(float controlX, float controlY, float toX, float toY) {
        float fromX = x;
        float fromY = y;
        for (int i = 1; i <= CURVE_SEGMENTS; i++) {
            float t = (float) i / CURVE_SEGMENTS;
            line(bezier(fromX, controlX, toX, t), bezier(fromY, controlY, toY, t));
        }
    }

    private static float bezier(float from, float control, float to, float t) {
        return (1 - t) * (1 - t) * from + 2 * t * (1 - t) * control + t * t * to;
    }

    private void arc(float centreX, float centreY, float radiusX, float radiusY, float from, float to) {
        int count = Math.max(1, Math.round(Math.abs(to - from) / DEGREES_PER_SEGMENT));
        for (int i = 0; i <= count; i++) {
            double angle = Math.toRadians(from + (to - from) * i / count);
            line((float) (centreX + radiusX * StrictMath.cos(angle)), (float)
                    (centreY + radiusY * StrictMath.sin(angle)));
        }
    }

    private void ellipse(float centreX, float centreY, float radiusX, float radiusY) {
        move(centreX + radiusX, centreY);
        arc(centreX, centreY, radiusX, radiusY, 0, 360);
    }
}
