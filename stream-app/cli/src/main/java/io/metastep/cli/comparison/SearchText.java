package io.metastep.cli.comparison;

import io.metastep.cli.terminal.Numbers;
import io.metastep.metalearner.evaluation.TaskResult.SearchPoint;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The search for baselines in lines: each kind and variant with the losses at its rates, the least one marked. */
public final class SearchText {
    private static final MathContext TWO_DIGITS = new MathContext(2);

    private SearchText() {}

    public static List<String> lines(List<SearchPoint> tried) {
        Map<String, List<SearchPoint>> rows = tried.stream()
                .collect(Collectors.groupingBy(
                        point -> "%s, %,d steps".formatted(name(point), point.step()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return rows.entrySet().stream()
                .map(row -> "  %s: %s".formatted(row.getKey(), losses(row.getValue())))
                .toList();
    }

    private static String losses(List<SearchPoint> points) {
        double least = points.stream()
                .mapToDouble(SearchPoint::loss)
                .filter(Double::isFinite)
                .min()
                .orElse(Double.NaN);
        return points.stream()
                .sorted(Comparator.comparingDouble(SearchPoint::learningRate))
                .map(point -> rate(point) + " " + loss(point) + (point.loss() == least ? "*" : ""))
                .collect(Collectors.joining(" | "));
    }

    /** {@code Nesterov, momentum 0.9, decaying}. */
    public static String name(SearchPoint point) {
        return point.optimizer()
                + (point.variant().isEmpty() ? "" : ", " + point.variant())
                + (point.schedule().equals("linear") ? ", decaying" : "");
    }

    /** What tells one setting from all others, whatever its horizon. */
    public static String setting(SearchPoint point) {
        return name(point) + ", rate " + point.learningRate();
    }

    /** {@code Nesterov, momentum 0.9, rate 0.18: 0.3312 after 100 steps}. */
    public static String brief(SearchPoint point) {
        return "%s, rate %s: %s after %,d steps".formatted(name(point), rate(point), loss(point), point.step());
    }

    private static String rate(SearchPoint point) {
        return new BigDecimal(point.learningRate())
                .round(TWO_DIGITS)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String loss(SearchPoint point) {
        return Double.isFinite(point.loss()) ? Numbers.loss(point.loss()) : "diverged";
    }
}
