package io.metastep.optimizees;

import java.util.Arrays;

/**
 * Grey images with a label each, one byte per pixel, never changed after construction. A range of a set shares its memory.
 */
public final class LabelledImages {
    public static final int CLASSES = 10;

    private final String name;
    private final ImagePart part;
    private final byte[] pixels; // [image][row][column], owned
    private final byte[] labels;
    private final int rows;
    private final int columns;
    private final int first;
    private final int count;
    private final int pooling; // side of the squares of original pixels that a pixel is the mean of

    /** Takes ownership of the arrays. */
    LabelledImages(String name, byte[] pixels, byte[] labels, int rows, int columns) {
        this(name, ImagePart.ALL, pixels, labels, rows, columns, 0, labels.length, 1);
        if (pixels.length != labels.length * rows * columns) {
            throw new IllegalArgumentException(
                    "%d labels for %d pixels of %dx%d images".formatted(labels.length, pixels.length, rows, columns));
        }
    }

    private LabelledImages(
            String name,
            ImagePart part,
            byte[] pixels,
            byte[] labels,
            int rows,
            int columns,
            int first,
            int count,
            int pooling) {
        this.name = name;
        this.part = part;
        this.pixels = pixels;
        this.labels = labels;
        this.rows = rows;
        this.columns = columns;
        this.first = first;
        this.count = count;
        this.pooling = pooling;
    }

    /** Where the images come from: {@code mnist} or {@code digits}. */
    public String name() {
        return name;
    }

    /** Which images of the set these are. */
    public ImagePart part() {
        return part;
    }

    /** The same images under the name of a part. */
    LabelledImages as(ImagePart newPart) {
        return new LabelledImages(name, newPart, pixels, labels, rows, columns, first, count, pooling);
    }

    public int count() {
        return count;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public int pixelsPerImage() {
        return rows * columns;
    }

    /** The images from {@code from} (inclusive) to {@code to} (exclusive). */
    public LabelledImages range(int from, int to) {
        if (from < 0 || to > count || from >= to) {
            throw new IllegalArgumentException("Images %d to %d of %d".formatted(from, to, count));
        }
        return new LabelledImages(name, part, pixels, labels, rows, columns, first + from, to - from, pooling);
    }

    /**
     * Smaller copies: every pixel is the mean of a square of pixels. What does not fill a square at the right and lower border is
     * left out.
     */
    public LabelledImages pooled(int side) {
        TaskOptions.requireRange("pool", side, 1, Math.min(rows, columns));
        if (side == 1) {
            return this;
        }
        int fewerRows = rows / side;
        int fewerColumns = columns / side;
        var means = new byte[count * fewerRows * fewerColumns];
        for (int i = 0; i < means.length; i++) {
            int image = i / (fewerRows * fewerColumns);
            means[i] = mean(image, i / fewerColumns % fewerRows * side, i % fewerColumns * side, side);
        }
        var copies = Arrays.copyOfRange(labels, first, first + count);
        return new LabelledImages(name, part, means, copies, fewerRows, fewerColumns, 0, count, pooling * side);
    }

    private byte mean(int image, int row, int column, int side) {
        int sum = 0;
        for (int i = 0; i < side * side; i++) {
            sum += pixel(image, row + i / side, column + i % side);
        }
        return (byte) Math.round((float) sum / (side * side));
    }

    /** Side of the squares of original pixels that a pixel is the mean of; 1 for original images. */
    public int pooling() {
        return pooling;
    }

    public byte label(int image) {
        return labels[first + image];
    }

    /** Brightness of one pixel, 0 to 255. */
    public int pixel(int image, int row, int column) {
        return pixels[(first + image) * pixelsPerImage() + row * columns + column] & 0xff;
    }

    /** Writes an image's brightness, 0 to 1, into an array. Hot path: per image of a minibatch. */
    void copyPixels(int image, float[] target, int offset) {
        int size = rows * columns;
        int start = (first + image) * size;
        for (int i = 0; i < size; i++) {
            target[offset + i] = (pixels[start + i] & 0xff) * (1f / 255);
        }
    }
}
