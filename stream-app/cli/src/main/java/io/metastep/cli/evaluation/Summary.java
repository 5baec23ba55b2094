package io.metastep.cli.evaluation;

import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Table;
import io.metastep.metalearner.evaluation.OptimizerResult;
import io.metastep.metalearner.evaluation.OptimizerResult.AccuracyPoint;
import io.metastep.metalearner.evaluation.OptimizerResult.CurvePoint;
import io.metastep.metalearner.evaluation.OptimizerResult.RatioPoint;
import io.metastep.metalearner.evaluation.TaskResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** All comparisons of an evaluation, one row each: a task, a horizon, an optimizer. */
final class Summary {
    private Summary() {}

    /** An optimizer against the best tuned baseline of a horizon. */
    record Row(TaskResult task, OptimizerResult optimizer, RatioPoint ratio) {
        OptimizerResult best() {
            return task.best(ratio.step());
        }

        double loss() {
            return loss(optimizer);
        }

        double bestLoss() {
            return loss(best());
        }

        private double loss(OptimizerResult result) {
            return result.curve().stream()
                    .filter(point -> point.step() == ratio.step())
                    .mapToDouble(CurvePoint::mean)
                    .findFirst()
                    .orElse(Double.NaN);
        }

        Optional<AccuracyPoint> accuracy() {
            return optimizer.accuracies().stream()
                    .filter(point -> point.step() == ratio.step())
                    .findFirst();
        }
    }

    static Stream<Row> rows(List<TaskResult> tasks) {
        return tasks.stream().flatMap(Summary::rows);
    }

    static Stream<Row> rows(TaskResult task) {
        return task.horizons().stream().flatMap(horizon -> rows(task, horizon));
    }

    private static Stream<Row> rows(TaskResult task, int horizon) {
        return task.learned().stream().flatMap(optimizer -> optimizer.ratioToBest().stream()
                .filter(ratio -> ratio.step() == horizon)
                .map(ratio -> new Row(task, optimizer, ratio)));
    }

    static Table table(List<TaskResult> tasks) {
        Table table = new Table()
                .words("task")
                .numbers("steps")
                .words("optimizer")
                .numbers("loss")
                .words("best tuned baseline")
                .numbers("loss")
                .numbers("ratio")
                .words("95 % interval")
                .numbers("test accuracy");
        rows(tasks).forEach(row -> table.row(cells(row)));
        return table;
    }

    private static List<String> cells(Row row) {
        return List.of(
                row.task().title(),
                Numbers.count(row.ratio().step()),
                row.optimizer().optimizer(),
                Numbers.loss(row.loss()),
                row.best().optimizer() + ", " + row.best().settings(),
                Numbers.loss(row.bestLoss()),
                ratio(row.ratio()),
                interval(row.ratio()),
                row.accuracy().map(Summary::accuracy).orElse("-"));
    }

    static String ratio(RatioPoint ratio) {
        return Double.isNaN(ratio.ratio()) ? "diverged" : text("%.3f", ratio.ratio());
    }

    static String interval(RatioPoint ratio) {
        return Double.isNaN(ratio.low()) ? "-" : text("%.3f to %.3f", ratio.low(), ratio.high());
    }

    /** {@code 91.2 % (+0.4)}, in brackets the points above the best baseline. */
    static String accuracy(AccuracyPoint point) {
        return Double.isNaN(point.mean())
                ? "-"
                : text("%.1f %% (%s)", 100 * point.mean(), signed(100 * point.difference()));
    }

    private static String signed(double points) {
        return text("%+.1f", points).replaceFirst("^[+-]0\\.0$", "±0.0");
    }

    private static String text(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
