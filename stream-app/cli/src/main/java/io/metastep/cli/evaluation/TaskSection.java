package io.metastep.cli.evaluation;

import io.metastep.cli.comparison.SearchText;
import io.metastep.cli.page.Html;
import io.metastep.cli.terminal.Numbers;
import io.metastep.metalearner.evaluation.OptimizerResult;
import io.metastep.metalearner.evaluation.OptimizerResult.CurvePoint;
import io.metastep.metalearner.evaluation.OptimizerResult.RatioPoint;
import io.metastep.metalearner.evaluation.TaskResult;
import io.metastep.metalearner.evaluation.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the report says of one task: the verdict in words, the curves, a table of all optimizers, the search. */
final class TaskSection {
    private static final List<String> TITLES = List.of(
            "Optimizer",
            "Settings",
            "#Mean loss",
            "#Median",
            "#Ratio to best, 95\u00a0% interval",
            "#Test accuracy",
            "#Time per step",
            "#Diverged");

    private final TaskResult task;

    private TaskSection(TaskResult task) {
        this.task = task;
    }

    static String html(TaskResult task) {
        return new TaskSection(task).html();
    }

    static String anchor(TaskResult task) {
        return task.suite() + "-" + task.task();
    }

    private String html() {
        return """
                <section>
                <h2 id="%s">%s</h2>
                <p class="soft">Suite %s, task <code>%s</code></p>
                <ul class="words">%s</ul>
                </section>
                <figure>%s<figcaption>%s</figcaption></figure>
                %s
                %s
                """.formatted(
                        anchor(task),
                        Html.text(task.title()),
                        Html.text(task.suite()),
                        Html.text(task.optimizee()),
                        verdicts(),
                        Charts.losses(task).svg(anchor(task)),
                        caption(),
                        tables(),
                        search());
    }

    private String verdicts() {
        List<RatioPoint> ratios = task.learned().stream()
                .flatMap(learned -> learned.ratioToBest().stream())
                .toList();
        List<String> words = Verdict.words(task);
        return Stream.iterate(0, i -> i < words.size(), i -> i + 1)
                .map(i -> Html.element("li", Badge.cssClass(ratios.get(i)), Html.text(words.get(i))))
                .collect(Collectors.joining());
    }

    private String caption() {
        String what = hasManyProblems()
                ? "Mean loss of the same %s problems".formatted(Numbers.count(problems()))
                : "Mean loss over all evaluation images and %d seeds".formatted(problems());
        return Html.text(what
                + ", with 95 % bands of what is judged and of the best baselines. Strong lines are judged, thin ones"
                + " are tuned baselines. Axes are logarithmic." + references());
    }

    private String references() {
        List<Published> published = Published.of(task);
        return published.isEmpty()
                ? ""
                : published.stream()
                        .map(Published::source)
                        .distinct()
                        .map(source -> published.stream()
                                        .filter(known -> known.source().equals(source))
                                        .map(Published::name)
                                        .collect(Collectors.joining(", "))
                                + ": " + source)
                        .collect(Collectors.joining("; ", " Single marks are values of others. ", "."));
    }

    private boolean hasManyProblems() {
        return problems() > task.results().get(0).seeds();
    }

    private int problems() {
        return task.results().get(0).problems();
    }

    private String tables() {
        return task.horizons().stream()
                .map(horizon -> "<h3>After %s steps</h3>\n%s".formatted(Numbers.count(horizon), table(horizon)))
                .collect(Collectors.joining("\n"));
    }

    private String table(int horizon) {
        Stream<OptimizerResult> all = Stream.concat(task.learned().stream(), task.baselines(horizon).stream());
        return Html.table(TITLES, all.map(result -> row(result, horizon)).toList());
    }

    private String row(OptimizerResult result, int horizon) {
        CurvePoint loss = at(result, horizon);
        String cells = Html.words(Html.text(result.optimizer()))
                + Html.words(Html.small(result.settings() + (result.atEdge() ? " (edge of the search)" : "")))
                + Html.number(Numbers.loss(loss.mean()) + " " + Html.small("± " + Numbers.loss(loss.ci95())))
                + Html.number(Numbers.loss(loss.median()))
                + Html.number(ratio(result, horizon))
                + Html.number(accuracy(result, horizon))
                + Html.number(Numbers.millis(result.millisPerStep()) + " "
                        + Html.small("(" + Numbers.millis(result.optimizerMillisPerStep()) + ")"))
                + Html.number(result.diverged() == 0 ? "–" : result.diverged() + " of " + result.seeds());
        return Html.element("tr", result.learned() ? "judged" : result.best() ? "best" : "baseline", cells);
    }

    private static CurvePoint at(OptimizerResult result, int step) {
        return result.curve().stream()
                .filter(point -> point.step() == step)
                .findFirst()
                .orElse(new CurvePoint(step, Double.NaN, Double.NaN, Double.NaN));
    }

    private String ratio(OptimizerResult result, int horizon) {
        return result.ratioToBest().stream()
                .filter(point -> point.step() == horizon)
                .findFirst()
                .map(point -> Summary.ratio(point) + " " + Html.small(ratioDetails(point)))
                .orElse("–");
    }

    private String ratioDetails(RatioPoint ratio) {
        String medians = hasManyProblems() ? String.format(Locale.ROOT, "; medians %.3f", ratio.medians()) : "";
        return Summary.interval(ratio) + medians;
    }

    private static String accuracy(OptimizerResult result, int horizon) {
        return result.accuracies().stream()
                .filter(point -> point.step() == horizon)
                .findFirst()
                .map(Summary::accuracy)
                .map(Html::text)
                .orElse("–");
    }

    private String search() {
        return """
                <details><summary>How the baselines were tuned: %s losses at %s settings</summary>
                <figure>%s<figcaption>%s</figcaption></figure></details>
                """.formatted(
                Numbers.count(task.search().size()),
                Numbers.count(task.search().stream()
                        .map(SearchText::setting)
                        .distinct()
                        .count()),
                Charts.search(task).svg(anchor(task) + "-search"),
                Html.text(("Best momentum or betas, and schedule, of each kind. Mean over %d other %s; all that was"
                                + " tried is in search.csv.")
                        .formatted(task.tuningSeeds(), hasManyProblems() ? "sets of problems" : "seeds")));
    }
}
