package io.metastep.metalearner.evaluation;

import java.util.List;

/**
 * Steps that the learned optimizer needs for the best baseline's final loss.
 *
 * @param reached members on which it got there, of {@code members}
 * @param limit steps after which it stopped trying
 * @param median over all members; NaN if fewer than half got there
 * @param mean geometric mean with its 95 % interval; NaN unless all got there
 */
public record StepsNeeded(int reached, int members, int limit, double median, Interval mean) {

    static StepsNeeded of(List<MemberOutcome> outcomes, int limit) {
        double[] steps = outcomes.stream()
                .mapToDouble(outcome -> outcome.reached() ? outcome.stepsNeeded() : Double.POSITIVE_INFINITY)
                .toArray();
        int reached = (int) outcomes.stream().filter(MemberOutcome::reached).count();
        return new StepsNeeded(
                reached,
                steps.length,
                limit,
                Estimates.finite(Estimates.median(steps)),
                Estimates.geometricMean(steps));
    }

    /** The mean if all members got there, else the median; NaN if fewer than half did. */
    public double typical() {
        return Double.isNaN(mean.value()) ? median : mean.value();
    }

    public boolean allReached() {
        return reached == members;
    }
}
