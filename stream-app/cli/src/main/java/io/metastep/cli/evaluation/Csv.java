package io.metastep.cli.evaluation;

import io.metastep.metalearner.evaluation.OptimizerResult;
import io.metastep.metalearner.evaluation.OptimizerResult.AccuracyPoint;
import io.metastep.metalearner.evaluation.OptimizerResult.CurvePoint;
import io.metastep.metalearner.evaluation.OptimizerResult.RatioPoint;
import io.metastep.metalearner.evaluation.TaskResult;
import io.metastep.metalearner.evaluation.TaskResult.SearchPoint;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Results for spreadsheets: a row per point, comma-separated, quoted where needed (RFC 4180); what is not known is empty. */
final class Csv {
    private static final String RESULTS =
            "suite,task,optimizer,settings,learningRate,tunedFor,seeds,diverged,step,mean,ci95,"
                    + "median,ratioToBest,ratioLow,ratioHigh,testAccuracy,testAccuracyCi95,millisPerStep,optimizerMillisPerStep";
    private static final String SEARCH = "suite,task,optimizer,variant,schedule,learningRate,step,loss";

    private Csv() {}

    /** Losses, ratios, accuracies and times. */
    static String results(List<TaskResult> tasks) {
        return table(
                RESULTS,
                tasks.stream().flatMap(task -> task.results().stream()).flatMap(result -> result.curve().stream()
                        .map(point -> row(result, point))));
    }

    private static String row(OptimizerResult result, CurvePoint point) {
        Optional<RatioPoint> ratio = result.ratioToBest().stream()
                .filter(candidate -> candidate.step() == point.step())
                .findFirst();
        Optional<AccuracyPoint> accuracy = result.accuracies().stream()
                .filter(candidate -> candidate.step() == point.step())
                .findFirst();
        return row(
                result.suite(),
                result.task(),
                result.optimizer(),
                result.settings(),
                number(result.learningRate()),
                result.learned() ? "" : result.tunedFor(),
                result.seeds(),
                result.diverged(),
                point.step(),
                number(point.mean()),
                number(point.ci95()),
                number(point.median()),
                number(ratio, RatioPoint::ratio),
                number(ratio, RatioPoint::low),
                number(ratio, RatioPoint::high),
                number(accuracy, AccuracyPoint::mean),
                number(accuracy, AccuracyPoint::ci95),
                number(result.millisPerStep()),
                number(result.optimizerMillisPerStep()));
    }

    /** What the search for baselines tried. */
    static String search(List<TaskResult> tasks) {
        return table(
                SEARCH, tasks.stream().flatMap(task -> task.search().stream().map(point -> row(task, point))));
    }

    private static String row(TaskResult task, SearchPoint point) {
        return row(
                task.suite(),
                task.task(),
                point.optimizer(),
                point.variant(),
                point.schedule(),
                number(point.learningRate()),
                point.step(),
                number(point.loss()));
    }

    private static String table(String head, Stream<String> rows) {
        return Stream.concat(Stream.of(head), rows).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String row(Object... cells) {
        return Arrays.stream(cells).map(cell -> quoted(cell.toString())).collect(Collectors.joining(","));
    }

    private static String quoted(String cell) {
        return cell.matches("[^,\"\\r\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    private static <T> String number(Optional<T> point, ToDoubleFunction<T> value) {
        return number(point.stream().mapToDouble(value).findFirst().orElse(Double.NaN));
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "";
    }
}
