package io.metastep.metalearner.evaluation;

import io.metastep.metalearner.evaluation.OptimizerResult.AccuracyPoint;
import io.metastep.metalearner.evaluation.OptimizerResult.RatioPoint;
import java.util.List;
import java.util.Locale;

/** What a comparison comes to, in words. */
public final class Verdict {
    private static final double ACCURACY_MARGIN = 0.005;

    private Verdict() {}

    /** How clear a ratio is: only an interval that lies on one side of 1 is a difference. */
    public enum Outcome {
        BETTER,
        WORSE,
        UNDECIDED,
        DIVERGED
    }

    public static Outcome of(RatioPoint ratio) {
        if (Double.isNaN(ratio.ratio())) {
            return Outcome.DIVERGED;
        }
        if (ratio.high() < 1) {
            return Outcome.BETTER;
        }
        return ratio.low() > 1 ? Outcome.WORSE : Outcome.UNDECIDED;
    }

    /** One sentence for each learned optimizer and horizon. */
    public static List<String> words(TaskResult task) {
        return task.learned().stream()
                .flatMap(learned -> learned.ratioToBest().stream().map(ratio -> words(task, learned, ratio)))
                .toList();
    }

    private static String words(TaskResult task, OptimizerResult learned, RatioPoint ratio) {
        OptimizerResult best = task.best(ratio.step());
        String rival = "the best tuned baseline, %s (%s)".formatted(best.optimizer(), best.settings());
        String share = share(ratio) + medians(learned, ratio);
        String words =
                switch (of(ratio)) {
                    case BETTER -> "beats %s: its loss is %s".formatted(rival, share);
                    case WORSE -> "loses to %s: its loss is %s".formatted(rival, share);
                    case UNDECIDED -> "is not shown to differ from %s: its loss is %s".formatted(rival, share);
                    case DIVERGED -> "diverged in %d of %d runs".formatted(learned.diverged(), learned.seeds());
                };
        return "After %s steps %s %s.%s"
                .formatted(count(ratio.step()), learned.optimizer(), words, accuracy(learned, ratio.step()));
    }

    private static String share(RatioPoint ratio) {
        return text("%.3f of it (95 %% interval %.3f to %.3f)", ratio.ratio(), ratio.low(), ratio.high());
    }

    /** Where single losses differ by orders of magnitude, the mean is that of the few largest. */
    private static String medians(OptimizerResult learned, RatioPoint ratio) {
        boolean many = learned.problems() > learned.seeds();
        return many ? text(", of the median losses %.3f", ratio.medians()) : "";
    }

    private static String accuracy(OptimizerResult learned, int step) {
        return learned.accuracies().stream()
                .filter(point -> point.step() == step && Double.isFinite(point.difference()))
                .findFirst()
                .map(Verdict::accuracy)
                .orElse("");
    }

    private static String accuracy(AccuracyPoint point) {
        String points = text("%.2f", 100 * Math.abs(point.difference()));
        if (Math.abs(point.difference()) <= ACCURACY_MARGIN) {
            return text(" Test accuracy is %.1f %%, within half a point of the baseline's.", 100 * point.mean());
        }
        return text(" Test accuracy is %.1f %%, ", 100 * point.mean())
                + points
                + (point.difference() > 0 ? " points above the baseline's." : " points below the baseline's.");
    }

    private static String count(int steps) {
        return text("%,d", steps);
    }

    private static String text(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
