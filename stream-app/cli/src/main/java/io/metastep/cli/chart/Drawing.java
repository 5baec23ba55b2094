package io.metastep.cli.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws charts with XChart. */
public final class Drawing {

    static {
        // Charts go to files; without this, AWT would look for a display where there is a DISPLAY variable.
        System.setProperty("java.awt.headless", "true");
    }

    private static final String FONT = Font.SANS_SERIF;
    private static final Color TEXT = new Color(0x262626);
    private static final Color GRID = new Color(0xE2E2E2);
    private static final int PNG_SCALE = 2;
    private static final Color MARK = new Color(0xB4B4B4);
    private static final int TICK_DISTANCE = 70; // pixels

    private final LineChart chart;
    private final XYChart drawn;
    private int marks;
    private final Map<Series.Look, Integer> used = new EnumMap<>(Series.Look.class);

    private Drawing(LineChart chart) {
        this.chart = chart;
        drawn = new XYChart(chart.width(), chart.height());
        drawn.setTitle(chart.title());
        drawn.setXAxisTitle(chart.x().label());
        drawn.setYAxisTitle(chart.y().label());
        style(drawn.getStyler());
        axes(drawn.getStyler());
        chart.series().forEach(this::add);
        chart.marks().stream().filter(mark -> chart.x().canShow(mark.x())).forEach(this::add);
    }

    /** Why charts cannot be drawn on this machine; empty if they can. */
    public static Optional<String> problem() {
        try {
            new LineChart("", Axis.linear("x"), Axis.linear("y"), List.of()).svg("probe");
            return Optional.empty();
        } catch (LinkageError | InternalError e) { // what Java throws where fontconfig or every font is missing
            return Optional.of("charts cannot be drawn, because Java finds no fonts (" + e.getMessage()
                    + "); install fontconfig and a font, for example the packages fontconfig and fonts-dejavu-core");
        }
    }

    static String svg(LineChart chart, String id) {
        var svg = new Svg(id, chart.width(), chart.height());
        new Drawing(chart).paint(svg.canvas());
        return svg.text(chart.title() + ": " + names(chart));
    }

    /** Text is drawn as outlines, so that it looks alike everywhere; names are repeated where machines can read them. */
    private static String names(LineChart chart) {
        return chart.series().stream().map(Series::name).collect(Collectors.joining(", "));
    }

    static void png(LineChart chart, Path file) throws IOException {
        var image =
                new BufferedImage(PNG_SCALE * chart.width(), PNG_SCALE * chart.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.scale(PNG_SCALE, PNG_SCALE);
        canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        new Drawing(chart).paint(canvas);
        canvas.dispose();
        if (!ImageIO.write(image, "png", file.toFile())) {
            throw new IOException("no encoder for PNG");
        }
    }

    private void paint(Graphics2D canvas) {
        drawn.paint(canvas, chart.width(), chart.height());
    }

    private static void style(XYStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setChartPadding(6);
        styler.setChartFontColor(TEXT);
        styler.setChartTitleFont(new Font(FONT, Font.BOLD, 14));
        styler.setChartTitleBoxVisible(false);
        styler.setLegendPosition(LegendPosition.OutsideE);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendBackgroundColor(Color.WHITE);
        styler.setLegendFont(new Font(FONT, Font.PLAIN, 12));
        styler.setLegendSeriesLineLength(30);
        styler.setMarkerSize(6);
        styler.setAnnotationTextFont(new Font(FONT, Font.PLAIN, 9));
        styler.setAnnotationTextFontColor(TEXT);
        styler.setLocale(Locale.ROOT);
    }

    private void axes(AxesChartStyler styler) {
        styler.setAxisTitleFont(new Font(FONT, Font.PLAIN, 12));
        styler.setAxisTickLabelsFont(new Font(FONT, Font.PLAIN, 11));
        styler.setAxisTickLabelsColor(TEXT);
        styler.setAxisTickMarksColor(TEXT);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(0.7f));
        styler.setXAxisTickMarkSpacingHint(TICK_DISTANCE);
        styler.setXAxisLogarithmic(chart.x().logarithmic());
        styler.setYAxisLogarithmic(chart.y().logarithmic());
        styler.setXAxisLogarithmicDecadeOnly(false);
        styler.setYAxisLogarithmicDecadeOnly(false);
        chart.x().least().ifPresent(styler::setXAxisMin);
        chart.x().most().ifPresent(styler::setXAxisMax);
        chart.y().least().ifPresent(styler::setYAxisMin);
        chart.y().most().ifPresent(styler::setYAxisMax);
        double xSpan = span(chart.x(), Point::x);
        double ySpan = span(chart.y(), Point::y);
        styler.setXAxisTickLabelsFormattingFunction(value -> label(chart.x(), value, xSpan));
        styler.setYAxisTickLabelsFormattingFunction(value -> label(chart.y(), value, ySpan));
    }

    private static String label(Axis axis, double value, double span) {
        return axis.logarithmic() ? Ticks.onLogarithmicAxis(value, span) : Ticks.text(value);
    }

    /** Largest value over the smallest one. */
    private double span(Axis axis, ToDoubleFunction<Point> coordinate) {
        double[] values = chart.series().stream()
                .flatMap(series -> series.points().stream())
                .mapToDouble(coordinate)
                .filter(axis::canShow)
                .map(axis::cut)
                .sorted()
                .toArray();
        return values.length == 0 ? 1 : values[values.length - 1] / values[0];
    }

    private void add(Series series) {
        Ink ink = Ink.of(series.look(), used.merge(series.look(), 1, Integer::sum) - 1);
        List<Point> points = series.points().stream()
                .filter(point -> chart.x().canShow(point.x()) && chart.y().canShow(point.y()))
                .toList();
        if (!points.isEmpty()) {
            addBand(series.name(), points, ink);
            addLine(series, points, ink);
        }
    }

    private void addLine(Series series, List<Point> points, Ink ink) {
        boolean isDense = Dense.isDense(points) && !chart.y().logarithmic();
        List<Point> joined = isDense ? Dense.straightened(points, chart.x()) : points;
        XYSeries line = drawn.addSeries(series.name(), xs(joined.stream()), ys(joined.stream(), Point::y));
        line.setXYSeriesRenderStyle(
                series.look() == Series.Look.REFERENCE ? XYSeriesRenderStyle.Scatter : XYSeriesRenderStyle.Line);
        line.setLineStyle(ink.stroke());
        line.setLineColor(ink.color());
        line.setSmooth(isDense);
        line.setMarker(ink.marker());
        line.setMarkerColor(ink.color());
    }

    /** The band between the lower and upper ends: there along the upper ones, back along the lower ones. */
    private void addBand(String name, List<Point> points, Ink ink) {
        List<Point> there = points.stream()
                .filter(point -> chart.y().canShow(point.low()) && chart.y().canShow(point.high()))
                .toList();
        if (there.size() < 2) {
            return;
        }
        List<Point> back = new ArrayList<>(there);
        Collections.reverse(back);
        double[] ys = DoubleStream.concat(
                        DoubleStream.of(ys(there.stream(), Point::high)),
                        DoubleStream.of(ys(back.stream(), Point::low)))
                .toArray();
        XYSeries band = drawn.addSeries(name + " (95 %)", xs(Stream.concat(there.stream(), back.stream())), ys);
        band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        band.setFillColor(ink.pale());
        band.setLineStyle(new BasicStroke(0f));
        band.setLineColor(new Color(0, true));
        band.setMarker(SeriesMarkers.NONE);
        band.setShowInLegend(false);
    }

    /** A line from the lowest value to the highest, as a series, so that the axes make room for it. */
    private void add(Mark mark) {
        double highest = shownValues().max().orElse(1);
        XYSeries line = drawn.addSeries("mark " + marks++, new double[] {mark.x(), mark.x()}, new double[] {
            shownValues().min().orElse(1), highest
        });
        line.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        line.setLineStyle(new BasicStroke(0.6f));
        line.setLineColor(MARK);
        line.setMarker(SeriesMarkers.NONE);
        line.setShowInLegend(false);
        if (!mark.label().isEmpty()) {
            drawn.addAnnotation(new AnnotationText(mark.label(), mark.x(), highest, false));
        }
    }

    private DoubleStream shownValues() {
        return chart.series().stream()
                .flatMap(series -> series.points().stream())
                .mapToDouble(Point::y)
                .filter(chart.y()::canShow)
                .map(chart.y()::cut);
    }

    private static double[] xs(Stream<Point> points) {
        return points.mapToDouble(Point::x).toArray();
    }

    private double[] ys(Stream<Point> points, ToDoubleFunction<Point> y) {
        return points.mapToDouble(y).map(chart.y()::cut).toArray();
    }
}
