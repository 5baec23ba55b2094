package io.metastep.cli.pilot;

import io.metastep.metalearner.evaluation.Interval;
import io.metastep.metalearner.evaluation.MemberOutcome;
import io.metastep.metalearner.evaluation.OptimizerResult;
import io.metastep.metalearner.evaluation.PilotTime;
import io.metastep.metalearner.evaluation.Recommendation;
import io.metastep.metalearner.evaluation.Recommendation.Advice;
import io.metastep.metalearner.evaluation.StepsNeeded;
import io.metastep.metalearner.evaluation.TaskResult.SearchPoint;
import java.util.List;

/**
 * What {@code --json} writes; unknown numbers are null.
 *
 * @param advice what to do
 * @param because the reason in a word
 * @param headline both in a sentence
 * @param ratio final loss as a share of the best baseline's; unknown if losses are not positive or a run diverged
 * @param difference final loss minus the best baseline's
 * @param timeShare time to the baseline's final loss as a share of the baseline's time
 * @param breakEvenStreamLatency milliseconds that a step may wait for the stream until no time is saved
 * @param breakEvenGradient milliseconds that a gradient must take for time to be saved
 * @param divergenceBound share of runs that diverge, at most, with 95 % confidence, if none of these did
 * @param results the learned optimizer and all baselines, as {@code metastep eval} has them
 * @param search what was tried for the baselines
 */
record PilotFile(
        String command,
        String task,
        String optimizer,
        String bestBaseline,
        String bestSettings,
        int steps,
        int seeds,
        Advice advice,
        Recommendation because,
        String headline,
        List<String> reasons,
        Interval ratio,
        Interval difference,
        StepsNeeded stepsNeeded,
        PilotTime millis,
        double timeShare,
        double breakEvenStreamLatency,
        double breakEvenGradient,
        int diverged,
        double divergenceBound,
        List<MemberOutcome> members,
        List<OptimizerResult> results,
        List<SearchPoint> search) {

    static PilotFile of(PilotReport report) {
        var result = report.result();
        var time = report.time();
        return new PilotFile(
                report.command(),
                result.comparison().title(),
                result.learned().optimizer(),
                result.best().optimizer(),
                result.best().settings(),
                result.steps(),
                result.members().size(),
                report.recommendation().advice(),
                report.recommendation(),
                report.text().headline(),
                report.text().reasons().toList(),
                result.ratio(),
                result.difference(),
                result.stepsNeeded(),
                time,
                time.share(),
                time.breakEvenLatency(),
                time.breakEvenGradient(),
                result.diverged(),
                result.divergenceBound(),
                result.members(),
                result.comparison().results(),
                result.comparison().search());
    }
}
