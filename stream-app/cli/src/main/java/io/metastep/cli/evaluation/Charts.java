package io.metastep.cli.evaluation;

import io.metastep.cli.chart.Axis;
import io.metastep.cli.chart.LineChart;
import io.metastep.cli.chart.Point;
import io.metastep.cli.chart.Series;
import io.metastep.cli.comparison.SearchText;
import io.metastep.metalearner.evaluation.OptimizerResult;
import io.metastep.metalearner.evaluation.OptimizerResult.CurvePoint;
import io.metastep.metalearner.evaluation.TaskResult;
import io.metastep.metalearner.evaluation.TaskResult.SearchPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The charts of a task. */
final class Charts {
    private static final int SEARCH_HEIGHT = 340;
    private static final int WIDTH = 900;

    private Charts() {}

    /** Losses over steps: whoever is judged, baselines tuned for the last horizon, of earlier horizons the best ones. */
    static LineChart losses(TaskResult task) {
        var series = new ArrayList<Series>();
        task.learned().forEach(result -> series.add(Series.subject(result.optimizer(), withBand(result))));
        drawn(task)
                .forEach(result -> series.add(
                        Series.rival(name(task, result), result.best() ? withBand(result) : withoutBand(result))));
        Published.of(task)
                .forEach(known -> series.add(Series.reference(
                        known.name(),
                        known.points()
                                .map(point -> Point.of(point.getKey(), point.getValue()))
                                .toList())));
        return new LineChart("", Axis.logarithmic("steps"), Axis.logarithmic("mean loss"), series);
    }

    /** Those of the last horizon first, so that a kind has the same colour in all charts. */
    private static Stream<OptimizerResult> drawn(TaskResult task) {
        Stream<OptimizerResult> earlier =
                task.horizons().stream().filter(horizon -> horizon < last(task)).map(task::best);
        return Stream.concat(task.baselines(last(task)).stream(), earlier);
    }

    private static String name(TaskResult task, OptimizerResult result) {
        return task.horizons().size() == 1 ? result.optimizer() : result.optimizer() + " for " + result.tunedFor();
    }

    private static int last(TaskResult task) {
        return task.horizons().get(task.horizons().size() - 1);
    }

    /** Bands of all would hide each other. */
    private static List<Point> withoutBand(OptimizerResult result) {
        return result.curve().stream()
                .map(point -> Point.of(point.step(), point.mean()))
                .toList();
    }

    private static List<Point> withBand(OptimizerResult result) {
        return result.curve().stream().map(Charts::point).toList();
    }

    private static Point point(CurvePoint point) {
        return new Point(point.step(), point.mean(), point.mean() - point.ci95(), point.mean() + point.ci95());
    }

    /** The search: losses of each kind's best variant over the learning rate, at the last horizon. */
    static LineChart search(TaskResult task) {
        List<Series> series = task.search().stream()
                .map(SearchPoint::optimizer)
                .distinct()
                .flatMap(optimizer -> searched(task, optimizer).stream())
                .toList();
        return new LineChart(
                "",
                Axis.logarithmic("learning rate"),
                Axis.logarithmic("loss on tuning seeds after " + last(task) + " steps"),
                series,
                WIDTH,
                SEARCH_HEIGHT);
    }

    private static Optional<Series> searched(TaskResult task, String optimizer) {
        List<SearchPoint> points = task.search().stream()
                .filter(point -> point.optimizer().equals(optimizer) && point.step() == last(task))
                .filter(point -> Double.isFinite(point.loss()))
                .toList();
        return points.stream()
                .min(Comparator.comparingDouble(SearchPoint::loss))
                .map(best -> Series.rival(
                        SearchText.name(best),
                        points.stream()
                                .filter(point -> SearchText.name(point).equals(SearchText.name(best)))
                                .sorted(Comparator.comparingDouble(SearchPoint::learningRate))
                                .map(point -> Point.of(point.learningRate(), point.loss()))
                                .toList()));
    }
}
