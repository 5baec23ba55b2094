package io.metastep.cli.chart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A chart of series over a common x.
 *
 * @param title over the chart; empty for none
 * @param marks where something happened
 * @param width in pixels
 * @param height in pixels
 */
public record LineChart(String title, Axis x, Axis y, List<Series> series, List<Mark> marks, int width, int height) {

    private static final int USUAL_WIDTH = 860;
    private static final int USUAL_HEIGHT = 430;

    public LineChart {
        series = List.copyOf(series);
        marks = List.copyOf(marks);
        if (series.stream().map(Series::name).distinct().count() < series.size()) {
            throw new IllegalArgumentException("Chart " + title + " has two series of one name");
        }
    }

    /** A chart of the usual size. */
    public LineChart(String title, Axis x, Axis y, List<Series> series) {
        this(title, x, y, series, USUAL_WIDTH, USUAL_HEIGHT);
    }

    /** A chart without marks. */
    public LineChart(String title, Axis x, Axis y, List<Series> series, int width, int height) {
        this(title, x, y, series, List.of(), width, height);
    }

    /** The same chart with marks. */
    public LineChart marked(List<Mark> where) {
        return new LineChart(title, x, y, series, where, width, height);
    }

    /**
     * An {@code <svg>} element, to be put into HTML or into a file; it scales with the width it is given.
     *
     * @param id distinguishes it from other charts of the same page
     */
    public String svg(String id) {
        return Drawing.svg(this, id);
    }

    /** Writes a picture of twice the size in pixels, for sharp print. */
    public void writePng(Path file) throws IOException {
        Drawing.png(this, file);
    }
}
