package io.metastep.cli.learn;

import io.metastep.ops.OwnMetric;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The metrics of a learner, each with what it means and what to do about it. Counts are those of the family, of earlier runs too; they
 * are 0 while another learner works.
 */
final class LearnerMetrics {
    private static final String PREFIX = OwnMetric.PREFIX + "learner_";

    static final List<OwnMetric<LearnerState>> ALL = List.of(
            gauge(
                    "working",
                    "1 while it works, 0 while it stands by or waits.",
                    "0 in all learners of a family: nobody learns; look at /ready.",
                    state -> state.isWorking() ? 1 : 0),
            gauge(
                    "lag_segments",
                    "Trajectory segments that it has not taken yet.",
                    "Grows: the learner cannot keep up; give it threads, or let the application write fewer (serve --trajectory-share).",
                    LearnerState::lag),
            counter(
                    "meta_steps_total",
                    "Meta-steps taken.",
                    "Stands still while jobs run: look at what is refused.",
                    LearnerState::metaSteps),
            gauge(
                    "version",
                    "The newest version that passed the gate.",
                    "None; metastep optimizers history says what became of each.",
                    LearnerState::version),
            gauge(
                    "meta_loss",
                    "Mean over segments of log(F_t / F_initial) in the last meta-step.",
                    "Rises for long: jobs are harder, or the optimizer gets worse; look at the trials.",
                    LearnerState::metaLoss),
            counted("segments_used_total", "Segments that went into a meta-gradient.", "None.", "segments.used"),
            counter(
                    "segments_refused_total",
                    "Segments that were refused, for whatever reason.",
                    "Many beside those used: metastep learn says why in its live line and with --json.",
                    LearnerState::refused),
            counted(
                    "segments_not_finite_total",
                    "Segments whose meta-gradient was not finite.",
                    "Many: jobs send broken gradients; they do no harm here.",
                    "segments.not-finite"),
            counted("versions_published_total", "Versions that passed the gate.", "None.", "versions.published"),
            counted(
                    "versions_withheld_total",
                    "Candidates that did not pass.",
                    "Most of them: what is learned does not help; look at the meta-loss and the jobs.",
                    "versions.withheld"),
            counted("trials_begun_total", "Versions that were tried on a share of the jobs.", "None.", "trials.begun"),
            counted("trials_promoted_total", "Trials that made their version stable.", "None.", "trials.promoted"),
            counted(
                    "trials_withdrawn_total",
                    "Trials that did not.",
                    "All of them: too few jobs end, or versions harm; metastep optimizers history says which.",
                    "trials.withdrawn"));

    private LearnerMetrics() {}

    private static OwnMetric<LearnerState> counted(String name, String meaning, String action, String count) {
        return counter(name, meaning, action, state -> state.count(count));
    }

    private static OwnMetric<LearnerState> counter(
            String name, String meaning, String action, ToDoubleFunction<LearnerState> reading) {
        return new OwnMetric<>(PREFIX + name, OwnMetric.Type.COUNTER, meaning, action, "", reading);
    }

    private static OwnMetric<LearnerState> gauge(
            String name, String meaning, String action, ToDoubleFunction<LearnerState> reading) {
        return new OwnMetric<>(PREFIX + name, OwnMetric.Type.GAUGE, meaning, action, "", reading);
    }
}
