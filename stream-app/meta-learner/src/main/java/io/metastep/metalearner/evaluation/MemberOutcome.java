package io.metastep.metalearner.evaluation;

/**
 * How the learned optimizer did on one member of a task, beside the best baseline. What is not known is NaN.
 *
 * @param seed of the member
 * @param loss final loss of the learned optimizer; NaN if it diverged
 * @param rivalLoss final loss of the baseline; NaN if it diverged
 * @param stepsNeeded steps after which the learned optimizer reached the baseline's final loss; NaN if it did not
 * @param diverged whether the learned optimizer's run went astray
 */
public record MemberOutcome(long seed, double loss, double rivalLoss, double stepsNeeded, boolean diverged) {

    /** Loss as a share of the baseline's; NaN where one is not known or not positive, because there is no ratio then. */
    public double ratio() {
        return loss > 0 && rivalLoss > 0 ? loss / rivalLoss : Double.NaN;
    }

    /** Loss minus that of the baseline. */
    public double difference() {
        return loss - rivalLoss;
    }

    public boolean reached() {
        return Double.isFinite(stepsNeeded);
    }
}
