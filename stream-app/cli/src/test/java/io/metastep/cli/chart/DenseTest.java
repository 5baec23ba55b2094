package io.metastep.cli.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DenseTest {
    private static final List<Point> ZIGZAG = IntStream.rangeClosed(1, 60)
            .mapToObj(i -> Point.of(i, i % 2 == 0 ? 5 : i))
            .toList();

    @Test
    void pointsStayAndThoseBetweenLieOnTheLines() {
        List<Point> all = Dense.straightened(ZIGZAG, Axis.linear("x"));
        assertThat(all).containsAll(ZIGZAG).hasSizeGreaterThan(500);
        for (Point point : all) {
            Point before = ZIGZAG.get((int) Math.floor(point.x()) - 1);
            Point after = ZIGZAG.get(Math.min(ZIGZAG.size(), (int) Math.floor(point.x()) + 1) - 1);
            double expected = before.y() + (point.x() - before.x()) * (after.y() - before.y());
            assertThat(point.y()).isCloseTo(expected, within(1e-9));
        }
    }

    @Test
    void onALogarithmicAxisLinesAreStraightThere() {
        List<Point> all = Dense.straightened(List.of(Point.of(1, 0), Point.of(100, 1)), Axis.logarithmic("x"));
        assertThat(all).allSatisfy(point -> assertThat(point.y()).isCloseTo(Math.log10(point.x()) / 2, within(1e-9)));
    }

    @Test
    void aLevelLineNeedsNothingInBetween() {
        List<Point> level = IntStream.range(0, 60).mapToObj(i -> Point.of(i, 3)).toList();
        assertThat(Dense.straightened(level, Axis.linear("x"))).isEqualTo(level);
    }

    @Test
    void aDashedCurveOfManyPointsIsOnePath() {
        LineChart chart =
                new LineChart("many", Axis.linear("x"), Axis.linear("y"), List.of(Series.companion("zigzag", ZIGZAG)));
        assertThat(chart.svg("x")).containsPattern("<path[^>]* d=\"M[^\"]{5000,}\"");
    }
}
