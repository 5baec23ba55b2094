package io.metastep.cli.metatraining;

import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Progress;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.terminal.Table;
import io.metastep.cli.training.SpecText;
import io.metastep.metalearner.Judgement;
import io.metastep.metalearner.MetaProgress;
import io.metastep.metalearner.ProgressListener;
import io.metastep.metalearner.Validation;
import io.metastep.metalearner.ValidationReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows a meta-training: a progress bar, and a line for each validation. */
final class MetaTrainingView implements ProgressListener {

    /** What the progress counts to. */
    static final long WHOLE = 10_000;

    private static final double SMOOTHING = 0.9;

    private final Screen screen;
    private final Progress progress;
    private final List<Judgement> history = new ArrayList<>();
    private double metaLoss = Double.NaN;
    private long done; // of WHOLE
    private @Nullable Pace pace;

    MetaTrainingView(Screen screen, Progress progress) {
        this.screen = screen;
        this.progress = progress;
    }

    /** All validations so far, those before a resume included. */
    List<Judgement> history() {
        return history;
    }

    /** The report of the version that is the result. */
    Optional<ValidationReport> best() {
        return bestSoFar().map(Judgement::report);
    }

    private Optional<Judgement> bestSoFar() {
        return history.stream().filter(Judgement::isBest).reduce((earlier, later) -> later);
    }

    @Override
    public void resumed(MetaProgress now, List<Judgement> earlier) {
        done = share(now);
        history.addAll(earlier);
        screen.line("Going on from the snapshot of meta-step %d, after %s of work."
                .formatted(now.metaStep(), Numbers.time(now.elapsed())));
    }

    @Override
    public void snapshotFailed(IOException failure) {
        screen.line("No snapshot (" + failure + "); the training goes on, the next one may succeed");
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
        progress.startFrom(done);
        screen.line("meta-step  losses as shares of these baselines', in this order; their geometric mean");
        history.forEach(this::show);
    }

    @Override
    public void stepped(MetaProgress now) {
        double loss = now.metaLoss();
        metaLoss = Double.isNaN(metaLoss) ? loss : SMOOTHING * metaLoss + (1 - SMOOTHING) * loss;
        pace = pace == null ? new Pace(now.metaStep(), now.elapsed()) : pace;
        progress.at(share(now), note(now, pace));
    }

    private static long share(MetaProgress now) {
        return (long) (WHOLE * now.used());
    }

    private String note(MetaProgress now, Pace since) {
        return String.format(
                Locale.ROOT,
                "%smeta-loss %.3f, %s%s meta-steps/s, %s jobs done",
                now.isImitation() ? "imitating Adam, " : "",
                metaLoss,
                bestSoFar().map(MetaTrainingView::best).orElse(""),
                Numbers.rate(since.perSecond(now)),
                Numbers.count(now.jobsFinished()));
    }

    private static String best(Judgement best) {
        return String.format(
                Locale.ROOT,
                "best %.3f of the baselines at meta-step %d, ",
                best.report().score(),
                best.metaStep());
    }

    /** Where the pace is measured from, since tuning the baselines is no meta-step. */
    private record Pace(int metaStep, Duration elapsed) {
        double perSecond(MetaProgress now) {
            return 1_000.0
                    * (now.metaStep() - metaStep)
                    / now.elapsed().minus(elapsed).toMillis();
        }
    }

    @Override
    public void validated(MetaProgress now, Judgement judgement) {
        history.add(judgement);
        show(judgement);
    }

    private void show(Judgement judgement) {
        screen.line(String.format(
                Locale.ROOT,
                "%9d  %s  %5.2f  %s",
                judgement.metaStep(),
                ratios(judgement.report()),
                judgement.report().score(),
                judgement.isBest() ? "best" : ""));
    }

    private static String ratios(ValidationReport report) {
        return report.outcomes().stream()
                .map(outcome -> String.format(Locale.ROOT, "%5.2f", outcome.ratio()))
                .collect(Collectors.joining(" "));
    }

    /** How the result did on each task. */
    void conclude() {
        best().ifPresent(this::conclude);
    }

    private void conclude(ValidationReport best) {
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
