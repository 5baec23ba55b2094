package io.metastep.metalearner.evaluation;

/**
 * Time to the best baseline's final loss, in milliseconds: what a step takes in process, gradient included, and how many it takes.
 *
 * @param steps that the baseline takes
 * @param stepsNeeded that the learned optimizer takes; NaN if that is not known
 * @param rivalStep time of the baseline's step
 * @param rivalOptimizer the baseline's part of it
 * @param learnedStep time of the learned optimizer's step
 * @param learnedOptimizer the optimizer's part of it
 * @param streamLatency what a step waits for the stream besides; 0 in process
 */
public record PilotTime(
        int steps,
        double stepsNeeded,
        double rivalStep,
        double rivalOptimizer,
        double learnedStep,
        double learnedOptimizer,
        double streamLatency) {

    /** Times as the pilot saw them, with a latency measured elsewhere. */
    public static PilotTime of(PilotResult result, double streamLatency) {
        return new PilotTime(
                result.steps(),
                result.stepsNeeded().typical(),
                result.best().millisPerStep(),
                result.best().optimizerMillisPerStep(),
                result.learned().millisPerStep(),
                result.learned().optimizerMillisPerStep(),
                streamLatency);
    }

    public double rivalTotal() {
        return steps * rivalStep;
    }

    public double learnedTotal() {
        return stepsNeeded * (learnedStep + streamLatency);
    }

    /** The learned optimizer's time as a share of the baseline's. */
    public double share() {
        return learnedTotal() / rivalTotal();
    }

    /** What a step may wait for the stream until both take equally long; negative if the learned optimizer is slower without. */
    public double breakEvenLatency() {
        return rivalTotal() / stepsNeeded - learnedStep;
    }

    /** How long a gradient must take for both to take equally long; 0 if any may; NaN if no steps are saved. */
    public double breakEvenGradient() {
        if (!(stepsNeeded < steps)) {
            return Double.NaN;
        }
        double optimizers = stepsNeeded * (learnedOptimizer + streamLatency) - steps * rivalOptimizer;
        return Math.max(0, optimizers / (steps - stepsNeeded));
    }
}
