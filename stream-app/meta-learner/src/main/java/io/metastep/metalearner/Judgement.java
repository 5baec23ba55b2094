package io.metastep.metalearner;

import io.metastep.metalearner.ValidationReport.Outcome;
import java.time.Duration;

/**
 * One validation in the course of a meta-training.
 *
 * @param metaStep when
 * @param elapsed time since the start
 * @param metaLoss that of the last meta-step; not a number before the first
 * @param report how the version of then did
 * @param isBest whether it was the best so far
 */
public record Judgement(int metaStep, Duration elapsed, double metaLoss, ValidationReport report, boolean isBest) {

    void save(SnapshotOutput out) {
        out.integer(metaStep);
        out.number(elapsed.toNanos());
        out.real(metaLoss);
        out.list(report.outcomes(), outcome -> save(outcome, out));
        out.flag(isBest);
    }

    private static void save(Outcome outcome, SnapshotOutput out) {
        out.text(outcome.task());
        out.integer(outcome.horizon());
        out.real(outcome.loss());
        out.text(outcome.baseline());
        out.real(outcome.baselineLoss());
    }

    static Judgement restore(SnapshotInput in) {
        return new Judgement(
                in.integer(),
                Duration.ofNanos(in.number()),
                in.real(),
                new ValidationReport(in.list(() -> outcome(in))),
                in.flag());
    }

    private static Outcome outcome(SnapshotInput in) {
        return new Outcome(in.text(), in.integer(), in.real(), in.text(), in.real());
    }
}
