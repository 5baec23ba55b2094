package io.metastep.cli.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class LineChartTest {

    private static final LineChart CHART = new LineChart(
            "Loss against step",
            Axis.logarithmic("step"),
            Axis.logarithmic("loss"),
            List.of(
                    Series.subject("learned", falling(2.3, 0.5)),
                    Series.subject("other", falling(2.3, 0.45)),
                    Series.rival("Adam", falling(2.3, 0.4)),
                    Series.rival("Nesterov", falling(2.3, 0.38)),
                    Series.reference("published", List.of(Point.of(100, 0.25)))));

    private static List<Point> falling(double first, double power) {
        return IntStream.of(1, 3, 10, 30, 100, 200)
                .mapToObj(step -> {
                    double loss = first * Math.pow(step, -power);
                    return new Point(step, loss, 0.9 * loss, 1.1 * loss);
                })
                .toList();
    }

    @Test
    void chartsCanBeDrawnHere() {
        assertThat(Drawing.problem()).isEmpty();
    }

    @Test
    void theSvgIsAnElementThatScalesAndNamesEverySeries() throws Exception {
        String svg = CHART.svg("one");
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 860 430");
        assertThat(root.getAttribute("aria-label"))
                .isEqualTo("Loss against step: learned, other, Adam, Nesterov, published");
        assertThat(svg).doesNotContain("<script", "<image", "href", "genericDefs");
    }

    @Test
    void theSameChartGivesTheSameBytes() {
        assertThat(CHART.svg("one")).isEqualTo(CHART.svg("one"));
    }

    @Test
    void chartsOnOnePageShareNoIds() {
        assertThat(CHART.svg("one")).contains("id=\"one-").doesNotContain("id=\"two-");
        assertThat(CHART.svg("two")).contains("id=\"two-").doesNotContain("id=\"one-");
    }

    @Test
    void theBandIsDrawnWithItsLine() {
        String withBand =
                one(new Point(1, 2, 1.5, 2.5), new Point(10, 1, 0.8, 1.2)).svg("x");
        String withoutBand = one(Point.of(1, 2), Point.of(10, 1)).svg("x");
        assertThat(withBand.length()).isGreaterThan(withoutBand.length());
    }

    @Test
    void aMarkIsALineWithItsLabel() {
        LineChart chart = one(Point.of(1, 2), Point.of(10, 1));
        String bare = chart.svg("x");
        String marked = chart.marked(List.of(new Mark(3, ""))).svg("x");
        String labelled = chart.marked(List.of(new Mark(3, "v2"))).svg("x");
        assertThat(marked.length()).isGreaterThan(bare.length());
        assertThat(labelled.length()).isGreaterThan(marked.length());
        assertThat(chart.marked(List.of(new Mark(Double.NaN, "v2"))).svg("x")).isEqualTo(bare);
    }

    @Test
    void whatCannotBeDrawnIsLeftOut() {
        LineChart chart = one(
                Point.of(1, 2),
                Point.of(2, Double.NaN),
                Point.of(3, Double.POSITIVE_INFINITY),
                Point.of(4, -1),
                Point.of(0, 1),
                Point.of(10, 1));
        assertThat(chart.svg("x"))
                .isEqualTo(one(Point.of(1, 2), Point.of(10, 1)).svg("x"));
    }

    @Test
    void aChartOfNothingIsEmptyAxes() {
        assertThat(one().svg("x")).startsWith("<svg");
        assertThat(one(Point.of(1, Double.NaN)).svg("x")).startsWith("<svg");
    }

    @Test
    void theFileIsAPictureWithSomethingInIt(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("chart.png");
        CHART.writePng(file);
        assertThat(Files.size(file)).isGreaterThan(5_000);
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(1_720);
        assertThat(image.getHeight()).isEqualTo(860);
    }

    @Test
    void twoSeriesOfOneNameAreRefused() {
        Series series = Series.rival("Adam", List.of());
        assertThatThrownBy(() -> new LineChart("twice", Axis.linear("x"), Axis.linear("y"), List.of(series, series)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two series of one name");
    }

    @Test
    void ticksAreLabelledInFewDigits() {
        assertThat(Ticks.text(0.002)).isEqualTo("0.002");
        assertThat(Ticks.text(10_000)).isEqualTo("10,000");
        assertThat(Ticks.text(20)).isEqualTo("20");
        assertThat(Ticks.text(0)).isEqualTo("0");
        assertThat(Ticks.text(-0.00025)).isEqualTo("-0.00025");
        assertThat(Ticks.text(1.5e-5)).isEqualTo("1.5e-5");
        assertThat(Ticks.text(1e-7)).isEqualTo("1e-7");
        assertThat(Ticks.text(1e9)).isEqualTo("1e9");
        assertThat(Ticks.onLogarithmicAxis(0.2, 10)).isEqualTo("0.2");
        assertThat(Ticks.onLogarithmicAxis(0.2, 1_000)).isBlank();
        assertThat(Ticks.onLogarithmicAxis(0.3, 10)).isBlank();
        assertThat(Ticks.onLogarithmicAxis(0.001, 1_000)).isEqualTo("0.001");
    }

    private static LineChart one(Point... points) {
        return new LineChart(
                "one",
                Axis.logarithmic("step"),
                Axis.logarithmic("loss"),
                List.of(Series.subject("a", List.of(points))));
    }
}
