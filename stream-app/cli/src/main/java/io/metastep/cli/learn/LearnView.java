package io.metastep.cli.learn;

import io.metastep.cli.terminal.Numbers;
import io.metastep.cli.terminal.Screen;
import io.metastep.cli.terminal.View;
import io.metastep.metalearner.kafka.LearnerListener;
import io.metastep.metalearner.online.LearnerProgress;
import io.metastep.metalearner.online.Release;
import io.metastep.metalearner.online.StepReport;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Shows a learner: one line that changes, and lines for what happens seldom. The learner's thread tells, the screen's looks. */
final class LearnView implements View, LearnerListener {
    private static final double SMOOTHING = 0.9;
    private final Screen screen;
    private final String family;
    private final Pace used;
    private final Pace refused;
    private final Starvation starvation;
    private volatile LongSupplier lag = () -> 0;
    private volatile @Nullable LearnerProgress progress;
    private volatile double metaLoss = Double.NaN;

    LearnView(Screen screen, String family, InstantSource clock) {
        this.screen = screen;
        this.family = family;
        used = new Pace(clock);
        refused = new Pace(clock);
        starvation = new Starvation(clock, family);
    }

    /** Shows this lag. */
    void watch(LongSupplier segments) {
        lag = segments;
    }

    @Override
    public void standsBy() {
        screen.line("Standing by: another learner of " + family + " is at work; this one takes over when that ends.");
    }

    @Override
    public void works(LearnerProgress now, boolean isNew) {
        used.startFrom(now.used());
        refused.startFrom(now.refused());
        starvation.startFrom(now);
        progress = now;
        screen.line(
                isNew
                        ? "Learning begins at %s@%d.".formatted(family, now.version())
                        : "Learning goes on from meta-step %d, %s@%d."
                                .formatted(now.metaSteps(), family, now.version()));
    }

    @Override
    public void stepped(StepReport step, LearnerProgress now) {
        if (step.isMoved()) {
            metaLoss =
                    Double.isNaN(metaLoss) ? step.metaLoss() : SMOOTHING * metaLoss + (1 - SMOOTHING) * step.metaLoss();
        }
        starvation.note(now);
        progress = now;
    }

    @Override
    public void released(Release release) {
        screen.line(release.news());
    }

    @Override
    public void interrupted(String reason) {
        progress = null;
        screen.line("Interrupted: " + reason + ". Nothing is lost: what was not committed is taken again.");
    }

    @Override
    public List<String> rows() {
        return List.of(summary());
    }

    @Override
    public String summary() {
        LearnerProgress now = progress;
        if (now == null) {
            return "waiting for the work";
        }
        String hunger = starvation.words(lag.getAsLong());
        return hunger.isEmpty() ? figures(now) : figures(now) + "; " + hunger;
    }

    private String figures(LearnerProgress now) {
        return String.format(
                Locale.ROOT,
                "meta-step %s, %s@%d, %s segments/s used, %s/s refused, lag %s, meta-loss %s",
                Numbers.count(now.metaSteps()),
                family,
                now.version(),
                Numbers.rate(used.at(now.used())),
                Numbers.rate(refused.at(now.refused())),
                Numbers.count(lag.getAsLong()),
                Double.isNaN(metaLoss) ? "-" : String.format(Locale.ROOT, "%.3f", metaLoss));
    }
}
