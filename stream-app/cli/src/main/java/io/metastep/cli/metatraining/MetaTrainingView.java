package io.metastep.cli.metatraining;

import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Progress;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.terminal.Table;
import io.metastep.cli.training.SpecText;
import io.metastep.metalearner.MetaProgress;
import io.metastep.metalearner.ProgressListener;
import io.metastep.metalearner.Validation;
import io.metastep.metalearner.ValidationReport;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows a meta-training: a progress bar, and a line for each validation. */
final class MetaTrainingView implements ProgressListener {

    /** What the progress counts to. */
    static final long WHOLE = 10_000;

    private static final double SMOOTHING = 0.9;

    private final Screen screen;
    private final Progress progress;
    private double metaLoss = Double.NaN;
    private @Nullable ValidationReport best;

    MetaTrainingView(Screen screen, Progress progress) {
        this.screen = screen;
        this.progress = progress;
    }

    /** The report of the version that is the result. */
    @Nullable
    ValidationReport best() {
        return best;
    }

    @Override
    public void tuned(Validation validation) {
        Table table = new Table()
                .words("to beat")
                .numbers("steps")
                .words("best tuned baseline")
                .numbers("loss");
        validation
                .rivals()
                .forEach(rival -> table.row(
                        rival.task(),
                        Integer.toString(rival.horizon()),
                        SpecText.withName(rival.spec()) + SpecText.edge(rival.atEdge()),
                        Numbers.loss(rival.loss())));
        screen.lines(table.lines());
        screen.gap();
        progress.startFrom(0);
        screen.line("meta-step  losses as shares of these baselines', in this order; their geometric mean");
    }

    @Override
    public void stepped(MetaProgress now) {
        double loss = now.metaLoss();
        metaLoss = Double.isNaN(metaLoss) ? loss : SMOOTHING * metaLoss + (1 - SMOOTHING) * loss;
        progress.at((long) (WHOLE * now.used()), note(now));
    }

    private String note(MetaProgress now) {
        double perSecond = 1_000.0 * now.metaStep() / Math.max(1, now.elapsed().toMillis());
        return String.format(
                Locale.ROOT,
                "%smeta-loss %.3f, %s meta-steps/s, %s jobs done",
                now.isImitation() ? "imitating Adam, " : "",
                metaLoss,
                Numbers.rate(perSecond),
                Numbers.count(now.jobsFinished()));
    }

    @Override
    public void validated(MetaProgress now, ValidationReport report, boolean isBest) {
        if (isBest) {
            best = report;
        }
        screen.line(String.format(
                Locale.ROOT,
                "%9d  %s  %5.2f  %s",
                now.metaStep(),
                ratios(report),
                report.score(),
                isBest ? "best" : ""));
    }

    private static String ratios(ValidationReport report) {
        return report.outcomes().stream()
                .map(outcome -> String.format(Locale.ROOT, "%5.2f", outcome.ratio()))
                .collect(Collectors.joining(" "));
    }

    /** How the result did on each task. */
    void conclude() {
        if (best != null) {
            Table table = new Table()
                    .words("learned")
                    .numbers("steps")
                    .numbers("loss")
                    .numbers("baseline")
                    .numbers("ratio");
            best.outcomes()
                    .forEach(outcome -> table.row(
                            outcome.task(),
                            Integer.toString(outcome.horizon()),
                            Numbers.loss(outcome.loss()),
                            Numbers.loss(outcome.baselineLoss()),
                            String.format(Locale.ROOT, "%.2f", outcome.ratio())));
            screen.gap();
            screen.lines(table.lines());
        }
    }
}
