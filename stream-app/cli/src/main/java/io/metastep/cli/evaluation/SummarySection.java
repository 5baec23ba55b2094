package io.metastep.cli.evaluation;

import io.metastep.cli.evaluation.Summary.Row;
import io.metastep.cli.page.Html;
import io.metastep.cli.terminal.Numbers;
import java.util.List;

/** The table at the top of the report: every comparison in a row. */
final class SummarySection {
    private static final List<String> TITLES = List.of(
            "Task",
            "#Steps",
            "Optimizer",
            "#Loss",
            "#Best tuned baseline",
            "#Ratio, 95\u00a0% interval",
            "⅓ … 1 … 3",
            "Outcome",
            "#Test accuracy");

    private SummarySection() {}

    static String html(Report report) {
        return Html.table(
                TITLES, Summary.rows(report.tasks()).map(SummarySection::row).toList());
    }

    private static String row(Row row) {
        String cells = Html.words("<a href=\"#%s\">%s</a>"
                        .formatted(
                                TaskSection.anchor(row.task()),
                                Html.text(row.task().title())))
                + Html.number(Numbers.count(row.ratio().step()))
                + Html.words("<b>%s</b>".formatted(Html.text(row.optimizer().optimizer())))
                + Html.number(Numbers.loss(row.loss()))
                + Html.number(Numbers.loss(row.bestLoss()) + "<br>"
                        + Html.small(row.best().optimizer()))
                + Html.number("<b>%s</b><br>%s"
                        .formatted(Summary.ratio(row.ratio()), Html.small(Summary.interval(row.ratio()))))
                + Html.words(IntervalBar.svg(row.ratio()))
                + Html.words(Badge.html(row.ratio()))
                + Html.number(
                        row.accuracy().map(Summary::accuracy).map(Html::text).orElse("–"));
        return Html.element("tr", cells);
    }
}
