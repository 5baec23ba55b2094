package io.metastep.cli.demo;

import io.metastep.cli.chart.Axis;
import io.metastep.cli.chart.LineChart;
import io.metastep.cli.chart.Mark;
import io.metastep.cli.chart.Point;
import io.metastep.cli.chart.Series;
import io.metastep.cli.demo.DemoLearner.Published;
import io.metastep.cli.demo.Generation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Plots of the losses of generations over time, beside the rivals on the same problems; some versions are thin lines. */
final class GenerationChart {

    private static final double MINUTE = 60;
    private static final int MARKS = 12;

    private final String title;
    private final List<Generation> generations;
    private final List<Published> versions;

    GenerationChart(String title, List<Generation> generations, List<Published> versions) {
        this.title = title;
        this.generations = List.copyOf(generations);
        this.versions = List.copyOf(versions);
    }

    /** The plot of one task. */
    LineChart of(String task) {
        List<Series> series = new ArrayList<>();
        series.add(Series.subject("learned", points(task, Outcome::loss)));
        for (Rival rival : Rival.values()) {
            series.add(Series.companion(rival.title() + ", tuned", points(task, outcome -> outcome.baselines()
                    .getOrDefault(rival.key(), Double.NaN))));
        }
        return new LineChart(
                        "%s: %s, each point a generation of jobs".formatted(title, task),
                        Axis.linear("minutes; thin lines: some of the versions"),
                        Axis.logarithmic("final loss, geometric mean over the jobs"),
                        series)
                .marked(marks());
    }

    private List<Point> points(String task, ToDoubleFunction<Outcome> loss) {
        List<Point> points = new ArrayList<>();
        for (Generation generation : generations) {
            generation.outcomes().stream()
                    .filter(outcome -> outcome.task().equals(task))
                    .forEach(outcome ->
                            points.add(Point.of(generation.seconds() / MINUTE, loss.applyAsDouble(outcome))));
        }
        return points;
    }

    /** About a dozen of the versions. */
    private List<Mark> marks() {
        int distance = Math.max(1, (versions.size() + MARKS - 1) / MARKS);
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < versions.size(); i += distance) {
            Published version = versions.get(i);
            marks.add(new Mark(version.seconds() / MINUTE, "@" + version.version()));
        }
        return marks;
    }
}
