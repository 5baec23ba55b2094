package io.metastep.optimizees;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws labelled digits: strokes in several styles, bent and mapped by a random affine map, with a random pen and noise in
 * the ink. Same format as MNIST (28x28, ink bright on black, empty borders), so nothing needs to be downloaded; no fonts are
 * used, because headless machines may have none.
 */
public final class DrawnDigits {
    /** The name of images from here. */
    public static final String NAME = "digits";

    private static final int SIDE = 28;
    static final int STANDARD_COUNT = 20_000;
    private static final long STANDARD_SEED = 20_160_614;

    private final SplittableRandom random;
    private final float[] ink = new float[SIDE * SIDE];

    private DrawnDigits(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The set that the tasks use: 20,000 images, always the same. */
    public static LabelledImages standard() {
        return draw(STANDARD_COUNT, STANDARD_SEED);
    }

    /** Images that are not in the standard set. */
    static LabelledImages others(int number, int count) {
        return draw(count, STANDARD_SEED + number);
    }

    /** Draws images; the seed decides every pixel. */
    public static LabelledImages draw(int count, long seed) {
        TaskOptions.requireRange("count", count, 1, 1_000_000);
        var artist = new DrawnDigits(seed);
        var pixels = new byte[count * SIDE * SIDE];
        var labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) artist.random.nextInt(LabelledImages.CLASSES);
            artist.drawInto(pixels, i * SIDE * SIDE, labels[i]);
        }
        return new LabelledImages(NAME, pixels, labels, SIDE, SIDE);
    }

    private void drawInto(byte[] pixels, int offset, int digit) {
        Arrays.fill(ink, 0);
        float[] strokes = DigitStrokes.segments(digit, random.nextInt(DigitStrokes.styles(digit)));
        stroke(strokes, new Hand(random), uniform(0.7, 1.6));
        for (int i = 0; i < ink.length; i++) {
            pixels[offset + i] = (byte) shade(ink[i]);
        }
    }

    private void stroke(float[] strokes, Hand hand, double radius) {
        for (int i = 0; i < strokes.length; i += 4) {
            segment(
                    hand.x(strokes[i], strokes[i + 1]),
                    hand.y(strokes[i], strokes[i + 1]),
                    hand.x(strokes[i + 2], strokes[i + 3]),
                    hand.y(strokes[i + 2], strokes[i + 3]),
                    radius);
        }
    }

    /** Darkens every pixel near a line segment; brightness falls from 1 to 0 within a pixel around the pen's radius. */
    private void segment(double x0, double y0, double x1, double y1, double radius) {
        double reach = radius + 0.5;
        for (int row = clip(Math.min(y0, y1) - reach); row <= clip(Math.max(y0, y1) + reach + 1); row++) {
            for (int column = clip(Math.min(x0, x1) - reach); column <= clip(Math.max(x0, x1) + reach + 1); column++) {
                double distance = distance(column, row, x0, y0, x1, y1);
                int pixel = row * SIDE + column;
                ink[pixel] = Math.max(ink[pixel], (float) Math.min(1, Math.max(0, reach - distance)));
            }
        }
    }

    private static int clip(double position) {
        return (int) Math.max(0, Math.min(SIDE - 1, position));
    }

    private static double distance(double x, double y, double x0, double y0, double x1, double y1) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double length = dx * dx + dy * dy;
        double along = length == 0 ? 0 : Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / length));
        return norm(x - x0 - along * dx, y - y0 - along * dy);
    }

    private static double norm(double x, double y) {
        return Math.sqrt(x * x + y * y);
    }

    private int shade(float brightness) {
        return brightness == 0 ? 0 : (int) Math.round(255 * brightness * uniform(0.75, 1));
    }

    private double uniform(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    /** One handwriting: a smooth bend followed by an affine map from the unit square to pixels. */
    private static final class Hand {
        private final double a;
        private final double b;
        private final double c;
        private final double d;
        private final double shiftX;
        private final double shiftY;
        private final double bendX;
        private final double bendY;
        private final double phaseX;
        private final double phaseY;

        Hand(SplittableRandom random) {
            double rotation = 0.15 * random.nextGaussian();
            double shear = 0.2 * random.nextGaussian();
            double width = 20 * (0.7 + 0.4 * random.nextDouble());
            double height = 20 * (0.85 + 0.2 * random.nextDouble());
            a = width * StrictMath.cos(rotation);
            b = height * (-StrictMath.sin(rotation) - shear * StrictMath.cos(rotation));
            c = width * StrictMath.sin(rotation);
            d = height * (StrictMath.cos(rotation) - shear * StrictMath.sin(rotation));
            shiftX = 13.5 + random.nextGaussian();
            shiftY = 13.5 + random.nextGaussian();
            bendX = 0.05 * random.nextGaussian();
            bendY = 0.05 * random.nextGaussian();
            phaseX = 2 * Math.PI * random.nextDouble();
            phaseY = 2 * Math.PI * random.nextDouble();
        }

        double x(double u, double v) {
            return a * bentX(u, v) + b * bentY(u, v) + shiftX;
        }

        double y(double u, double v) {
            return c * bentX(u, v) + d * bentY(u, v) + shiftY;
        }

        private double bentX(double u, double v) {
            return u - 0.5 + bendX * StrictMath.sin(2 * Math.PI * v + phaseX);
        }

        private double bentY(double u, double v) {
            return v - 0.5 + bendY * StrictMath.sin(2 * Math.PI * u + phaseY);
        }
    }
}
