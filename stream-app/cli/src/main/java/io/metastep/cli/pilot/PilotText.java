package io.metastep.cli.pilot;

import io.metastep.cli.terminal.Numbers;
import io.metastep.metalearner.evaluation.Interval;
import io.metastep.metalearner.evaluation.MemberOutcome;
import io.metastep.metalearner.evaluation.OptimizerResult;
import io.metastep.metalearner.evaluation.PilotResult;
import io.metastep.metalearner.evaluation.PilotTime;
import io.metastep.metalearner.evaluation.Recommendation;
import io.metastep.metalearner.evaluation.StepsNeeded;
import java.util.Locale;
import java.util.stream.Stream;

/** What a pilot comes to, in words. */
record PilotText(PilotResult result, PilotTime time, Recommendation recommendation) {
    private static final double SMALLEST_MILLIS = 0.1;
    private static final double TWICE = 2;
    private static final int MORE_SEEDS = 4; // times as many: intervals of half the width

    /** What to do, in a sentence. */
    String headline() {
        return switch (recommendation) {
            case BETTER -> text("Use %s: it gets further than the best tuned baseline, and there sooner.", name());
            case RISKY ->
                text(
                        "Try more seeds (--seeds %d): %s gets further on the whole, but not on seed %d.",
                        moreSeeds(), name(), worst());
            case SLOWER -> slower();
            case UNDECIDED ->
                text(
                        "Try more seeds (--seeds %d): these %d neither show a difference nor exclude one worth having.",
                        moreSeeds(), seeds());
            case UNSTABLE ->
                text(
                        "Try more, with a task that can be trained: even the best baseline diverged on %d of %d seeds.",
                        result.rivalDiverged(), seeds());
            case NOTHING_TO_GAIN ->
                text("Keep %s: there is little to gain, %s is not shown to be better or worse.", rival(), name());
            case WORSE -> text("Keep %s: %s ends at higher losses.", rival(), name());
            case DIVERGED ->
                text("Keep %s: %s diverged on %d of %d seeds.", rival(), name(), result.diverged(), seeds());
        };
    }

    private String slower() {
        double gradient = time.breakEvenGradient();
        return Double.isNaN(gradient)
                ? text("Try more steps (--steps): %s gets further in the end, but not sooner.", name())
                : text(
                        "Try more, with gradients as expensive as your real ones: %s saves steps, and time too where a gradient takes"
                                + " more than %s; here it takes %s.",
                        name(), millis(gradient), millis(time.rivalStep() - time.rivalOptimizer()));
    }

    /** What that rests on, in sentences. */
    Stream<String> reasons() {
        return Stream.of(loss(), stepsNeeded(), timeNeeded(), stream(), risk());
    }

    private String loss() {
        String against = text(
                "that of %s (%s), the best tuned baseline",
                rival(), rivalResult().settings());
        if (result.hasRatios()) {
            return text("After %s steps its loss is %s of %s.", steps(), shares(result.ratio()), against);
        }
        Interval difference = result.difference();
        return Double.isNaN(difference.value())
                ? text("Losses after %s steps cannot be compared with %s, because a run diverged.", steps(), against)
                : text(
                        "After %s steps its loss minus %s, is %s (95 %% interval %s to %s). Some of these losses are zero or negative: of"
                                + " such there are no ratios and no geometric means, so they are compared by their differences.",
                        steps(),
                        against,
                        Numbers.loss(difference.value()),
                        Numbers.loss(difference.low()),
                        Numbers.loss(difference.high()));
    }

    private String shares(Interval ratio) {
        return text("%.3f (95 %% interval %.3f to %.3f, %d seeds)", ratio.value(), ratio.low(), ratio.high(), seeds());
    }

    private String stepsNeeded() {
        StepsNeeded needed = result.stepsNeeded();
        if (needed.reached() == 0) {
            return text(
                    "It does not reach that baseline's final loss in %s steps on any seed.",
                    Numbers.count(result.limit()));
        }
        if (!needed.allReached()) {
            return text(
                    "It reaches that baseline's final loss on %d of %d seeds in at most %s steps%s.",
                    needed.reached(),
                    needed.members(),
                    Numbers.count(needed.limit()),
                    Double.isNaN(needed.median()) ? "" : text("; the median of all is %.0f", needed.median()));
        }
        Interval mean = needed.mean();
        return text(
                "It reaches that baseline's final loss after %.0f steps in place of %s (95 %% interval %.0f to %.0f): %s.",
                mean.value(),
                steps(),
                mean.low(),
                mean.high(),
                compared(mean.value() / result.steps(), "fewer", "many"));
    }

    private static String compared(double share, String fewer, String many) {
        if (share > TWICE) {
            return text("%.1f times as %s", share, many);
        }
        return share <= 1 ? text("%.0f %% %s", 100 * (1 - share), fewer) : text("%.0f %% more", 100 * (share - 1));
    }

    private String timeNeeded() {
        String perStep = text(
                "A step takes %s in process (%s of it the optimizer), with %s %s (%s)",
                millis(time.learnedStep()),
                millis(time.learnedOptimizer()),
                rival(),
                millis(time.rivalStep()),
                millis(time.rivalOptimizer()));
        if (Double.isNaN(time.learnedTotal())) {
            return perStep + ".";
        }
        return text(
                "%s; to that loss it takes %s%s in place of %s: %s.",
                perStep,
                millis(time.learnedTotal()),
                time.streamLatency() > 0
                        ? text(", with %s for the stream at each step,", millis(time.streamLatency()))
                        : "",
                millis(time.rivalTotal()),
                compared(time.share(), "less", "long"));
    }

    private String stream() {
        String extra = time.streamLatency() > 0
                ? "Through Kafka a step waits for the stream: that is counted above."
                : "Through Kafka a step waits for the stream besides: that is not counted here; 'metastep train' measures it on your"
                        + " cluster, --stream-latency counts it in.";
        double most = time.breakEvenLatency();
        if (Double.isNaN(most)) {
            return extra;
        }
        return most > 0
                ? text("%s Up to %s a step, time is saved.", extra, millis(most))
                : text("%s Even without it no time is saved here.", extra);
    }

    private String risk() {
        MemberOutcome worst = result.worst();
        String runs = result.diverged() == 0
                ? text(
                        "None of %d runs of %s steps diverged (with 95 %% confidence at most %.0f %% of such runs do).",
                        seeds(), Numbers.count(result.limit()), 100 * result.divergenceBound())
                : text(
                        "%d of %d runs of %s steps diverged.",
                        result.diverged(), seeds(), Numbers.count(result.limit()));
        if (worst.diverged() || Double.isNaN(worst.difference())) {
            return runs;
        }
        return result.hasRatios()
                ? text("%s On the worst seed, %d, its loss is %.3f of the baseline's.", runs, worst(), worst.ratio())
                : text(
                        "%s On the worst seed, %d, its loss minus the baseline's is %s.",
                        runs, worst(), Numbers.loss(worst.difference()));
    }

    private int worst() {
        return result.members().indexOf(result.worst()) + 1;
    }

    private int seeds() {
        return result.members().size();
    }

    private int moreSeeds() {
        return MORE_SEEDS * seeds();
    }

    private String steps() {
        return Numbers.count(result.steps());
    }

    private String name() {
        return result.learned().optimizer();
    }

    private String rival() {
        return rivalResult().optimizer();
    }

    private OptimizerResult rivalResult() {
        return result.best();
    }

    /** Also of the steps of very small tasks. */
    private static String millis(double millis) {
        return millis < SMALLEST_MILLIS ? text("%.1f \u00b5s", 1_000 * millis) : Numbers.millis(millis);
    }

    private static String text(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
