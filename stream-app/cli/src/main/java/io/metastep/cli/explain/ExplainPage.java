package io.metastep.cli.explain;

import io.metastep.cli.page.Html;
import io.metastep.cli.page.Page;
import java.util.stream.Collectors;

/** {@code explain.html}. */
final class ExplainPage {
    private ExplainPage() {}

    static String html(Explanation explanation) {
        String body = """
                <p>%s</p>
                <p class="soft"><code>%s</code></p>
                <p class="soft">Every sentence with a number is computed from the curves that it stands under. An update is what is added to
                a parameter.</p>
                %s""".formatted(
                Html.text(explanation.kind()),
                Html.text(explanation.command()),
                explanation.sections().stream().map(ExplainPage::section).collect(Collectors.joining("\n")));
        return Page.html("What " + Html.text(explanation.optimizer()) + " does", body);
    }

    private static String section(Section section) {
        return """
                <section>
                <h2>%s</h2>
                %s
                </section>
                %s""".formatted(
                        Html.text(section.title()),
                        section.introduction().stream()
                                .map(paragraph -> Html.element("p", Html.text(paragraph)))
                                .collect(Collectors.joining("\n")),
                        section.figures().stream().map(ExplainPage::figure).collect(Collectors.joining("\n")));
    }

    private static String figure(Figure figure) {
        String words = figure.words().stream()
                .map(word -> Html.element("li", Html.text(word)))
                .collect(Collectors.joining("\n"));
        return "<figure id=\"%s\">%s<figcaption>%s</figcaption></figure>\n<ul class=\"words\">%s</ul>"
                .formatted(figure.id(), figure.chart().svg(figure.id()), Html.text(figure.caption()), words);
    }
}
