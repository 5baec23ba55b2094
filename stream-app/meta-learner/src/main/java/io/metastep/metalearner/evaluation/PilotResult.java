package io.metastep.metalearner.evaluation;

import io.metastep.metalearner.evaluation.OptimizerResult.RatioPoint;
import java.util.Comparator;
import java.util.List;

/**
 * What a pilot found: a learned optimizer beside the best of the tuned baselines.
 *
 * @param comparison everything that an evaluation reports of the task
 * @param members one outcome for each
 * @param limit steps that the learned optimizer had at most
 */
public record PilotResult(TaskResult comparison, List<MemberOutcome> members, int limit) {

    public PilotResult {
        members = List.copyOf(members);
    }

    /** Steps that baselines are tuned for and losses compared after. */
    public int steps() {
        return comparison.horizons().get(0);
    }

    public OptimizerResult learned() {
        return comparison.learned().get(0);
    }

    public OptimizerResult best() {
        return comparison.best(steps());
    }

    /** Members on which the learned optimizer diverged. */
    public int diverged() {
        return (int) members.stream().filter(MemberOutcome::diverged).count();
    }

    /** Members on which even the best baseline diverged. */
    public int rivalDiverged() {
        return (int) members.stream()
                .filter(member -> Double.isNaN(member.rivalLoss()))
                .count();
    }

    /** Whether all losses are known and positive, so that there are ratios. */
    public boolean hasRatios() {
        return members.stream().noneMatch(member -> Double.isNaN(member.ratio()));
    }

    /** Final loss as a share of the best baseline's; unknown without {@link #hasRatios}. */
    public Interval ratio() {
        RatioPoint ratio = learned().ratioToBest().get(0);
        return hasRatios() ? new Interval(ratio.ratio(), ratio.low(), ratio.high()) : Interval.UNKNOWN;
    }

    /** Mean of the final losses minus the best baseline's; unknown if a run diverged. */
    public Interval difference() {
        return Estimates.mean(
                members.stream().mapToDouble(MemberOutcome::difference).toArray());
    }

    public StepsNeeded stepsNeeded() {
        return StepsNeeded.of(members, limit);
    }

    /** The member on which the learned optimizer did worst beside the baseline; one that diverged if there is any. */
    public MemberOutcome worst() {
        Comparator<MemberOutcome> byLoss =
                Comparator.comparingDouble(hasRatios() ? MemberOutcome::ratio : MemberOutcome::difference);
        return members.stream()
                .max(Comparator.comparing(MemberOutcome::diverged).thenComparing(byLoss))
                .orElseThrow();
    }

    /**
     * The share of runs that diverge is below this with 95 % confidence, if none of those seen did (Clopper and Pearson 1934, one
     * side): 1 - 0.05^(1/n).
     */
    public double divergenceBound() {
        return 1 - Math.pow(0.05, 1.0 / members.size());
    }
}
