package io.metastep.cli.bench.soak;

import io.metastep.cli.chart.Axis;
import io.metastep.cli.chart.LineChart;
import io.metastep.cli.chart.Point;
import io.metastep.cli.chart.Series;
import java.util.ArrayList;
import java.util.List;

/** All vitals over time, each as a share of its median in the middle third, so that flat is a line at 1. */
final class SoakChart {

    private static final double MINUTE = 60;

    private SoakChart() {}

    static LineChart of(SoakReport report) {
        List<Series> series = new ArrayList<>();
        for (Growth growth : report.growths()) {
            String name = "%s (1 = %.0f%s)"
                    .formatted(
                            growth.vital().words(),
                            growth.before(),
                            growth.vital().unit().isEmpty()
                                    ? ""
                                    : " " + growth.vital().unit());
            series.add(Series.companion(name, points(report.samples(), growth)));
        }
        return new LineChart(
                "The application under full load: %,d jobs, %,d updates".formatted(report.jobs(), report.updates()),
                Axis.linear("minutes"),
                Axis.linear("share of the middle third's median"),
                series);
    }

    private static List<Point> points(List<Sample> samples, Growth growth) {
        List<Point> points = new ArrayList<>();
        for (Sample sample : samples) {
            Double value = sample.vitals().get(growth.vital());
            if (value != null && growth.before() > 0) {
                points.add(Point.of(sample.seconds() / MINUTE, value / growth.before()));
            }
        }
        return points;
    }
}
