package io.metastep.cli.evaluation;

import io.metastep.cli.evaluation.Experiment.Subject;
import io.metastep.cli.page.Html;
import io.metastep.cli.page.Page;
import io.metastep.cli.terminal.Numbers;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code report.html}: one file that needs nothing else, for the screen, light or dark, and for print. */
final class ReportPage {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private ReportPage() {}

    static String html(Report report) {
        return Page.html(names(report) + " against tuned baselines", body(report));
    }

    private static String body(Report report) {
        return """
                <p class="soft">%s · <code>%s</code></p>
                %s
                %s
                <p class="soft">A ratio of 0.9 is a loss of nine tenths of the best baseline's at the same step. An outcome is
                clear only where the whole interval lies on one side of 1. In brackets: percentage points of test accuracy above
                or below that baseline.</p>
                %s
                %s""".formatted(
                        DAY.format(report.written()),
                        Html.text(report.command()),
                        notices(report),
                        SummarySection.html(report),
                        report.tasks().stream().map(TaskSection::html).collect(Collectors.joining("\n")),
                        method(report));
    }

    private static String names(Report report) {
        return report.experiment().optimizers().stream()
                .map(Subject::name)
                .map(Html::text)
                .collect(Collectors.joining(", "));
    }

    private static String notices(Report report) {
        return notice(
                        report.missing() > 0,
                        "Not finished: %d more %s to come."
                                .formatted(report.missing(), report.missing() == 1 ? "task is" : "tasks are"))
                + notice(
                        report.experiment().quick(),
                        "A first look: few seeds, fewer quadratics, baselines tuned on one seed. Do not quote it; without"
                                + " \u2011\u2011quick the comparison is made in full.")
                + notice(
                        report.experiment().images().equals("drawn digits"),
                        "Perceptrons read digits drawn by the program, not MNIST; these are easier, so losses do not compare.");
    }

    private static String notice(boolean applies, String text) {
        return applies ? "<p class=\"notice\">%s</p>\n".formatted(Html.text(text)) : "";
    }

    private static String method(Report report) {
        return """
                <section>
                <h2 id="method">How this was measured</h2>
                <ul>
                <li><b>Same problems for all.</b> In each task every optimizer starts from the same initial parameters and sees the
                same minibatches; ratios are paired by seed.</li>
                <li><b>Losses at fixed parameters</b>, over all evaluation images (of MNIST those numbered 30,000 to 59,999, which no
                shipped optimizer has seen) or all problems, never of a last minibatch. Test accuracy is that on all 10,000 test
                images.</li>
                <li><b>Tuned baselines.</b> SGD, Nesterov (momentum 0.8, 0.9, 0.95, 0.97), RMSprop and Adam (betas 0.9 0.999 and
                0.95 0.95), each at a constant and at a linearly decaying rate, on a grid of four rates per decade from 0.000001 to
                100, for each task and number of steps, on seeds other than those reported. A winner at the edge of the grid is
                marked.</li>
                <li><b>The best baseline</b> is the one with the least mean loss on the very seeds reported, a choice in the baselines'
                favour. The learned optimizer has no setting to tune.</li>
                <li><b>Intervals</b> are 95 %%: of means and of logarithms of paired ratios by Student's t over seeds; for quadratics, the
                ratio of mean losses, with 2,000 resamples of the problems.</li>
                <li><b>Time per step</b> is the median over runs, gradient included; in brackets the optimizer's part. A run whose loss
                exceeds 1,000 times its first has diverged.</li>
                </ul>
                <p class="soft">%d seeds for each perceptron task · images: %s · %s · %s · last run %s</p>
                </section>
                """.formatted(
                        report.experiment().seeds(),
                        Html.text(report.experiment().images()),
                        report.experiment().optimizers().stream()
                                .map(subject -> Html.text(subject.name()) + " (checksum " + subject.digest() + ")")
                                .collect(Collectors.joining(", ")),
                        Html.text(report.machine()),
                        Numbers.time(report.elapsed()));
    }
}
