package io.metastep.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.metalearner.evaluation.TaskResult;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportPageTest {
    private final TaskResult task = Results.task("mnist", "mnist-sigmoid-20");

    @Test
    void itNeedsNothingElse() {
        assertThat(html(0, false))
                .startsWith("<!DOCTYPE html>")
                .doesNotContain("<script", "<link", "<img", "@import", "url(http", "src=");
    }

    @Test
    void everyElementThatOpensCloses() {
        String html = html(1, true);
        for (String name :
                List.of("section", "table", "tr", "td", "th", "figure", "svg", "ul", "li", "p", "details", "g")) {
            assertThat(count(html, "<" + name + "[\\s>]"))
                    .as(name)
                    .isEqualTo(count(html, "</" + name + "\\s*>") + count(html, "<" + name + "\\s[^>]*/>"));
        }
    }

    @Test
    void idsAreUnique() {
        String html = ReportPage.html(Results.report(
                Results.experiment(false, "MNIST 1"), 0, task, Results.task("long", "mnist-sigmoid-20-2000")));
        List<String> ids = Pattern.compile(" id=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(ids).doesNotHaveDuplicates().contains("mnist-mnist-sigmoid-20", "method");
    }

    @Test
    void verdictsCurvesAndTablesAreThere() {
        assertThat(html(0, false))
                .contains("After 100 steps mine@1 beats the best tuned baseline, Adam")
                .contains("Task &lt;mnist-sigmoid-20&gt;")
                .contains(
                        "aria-label=\": mine@1, Adam for 200, Adam for 100, Andrychowicz et al. 2016, Lv et al. 2017\"")
                .contains("0.700 to 0.900", "91.0&nbsp;% (+1.2)")
                .contains("<span class=\"verdict diverged\">diverged</span>");
    }

    @Test
    void whoeverLooksIsWarned() {
        assertThat(html(0, false)).doesNotContain("class=\"notice\"");
        assertThat(html(2, true)).contains("2 more tasks are to come", "Do not quote it");
        assertThat(ReportPage.html(Results.report(Results.experiment(false, "drawn digits"), 0, task)))
                .contains("not MNIST");
    }

    @Test
    void publishedValuesAreDrawnAsFarAsTheTaskGoes() {
        assertThat(Published.of(task))
                .extracting(Published::losses)
                .extracting(Object::toString)
                .containsExactly("{100=0.25, 200=0.22}", "{100=0.48, 200=0.31}");
        assertThat(Published.of(Results.task("mnist", "digits-sigmoid-20"))).isEmpty();
        assertThat(Published.of(Results.task("transfer", "mnist-sigmoid-20x20")))
                .hasSize(2);
    }

    private String html(int missing, boolean quick) {
        return ReportPage.html(Results.report(Results.experiment(quick, "MNIST 1"), missing, task));
    }

    private static long count(String html, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(html);
        return matcher.results().count();
    }
}
