package io.metastep.metalearner.evaluation;

import java.util.List;

/**
 * How one optimizer did on one task. What is not known is NaN.
 *
 * @param suite where the task belongs to
 * @param task id of the task
 * @param optimizer name of the optimizer
 * @param learningRate its rate, if it is a baseline
 * @param seeds members of the task that were trained
 * @param curve mean losses
 * @param ratioToBest its losses as shares of the best baseline's at the same horizon
 * @param testAccuracy mean share of test images recognized at its last horizon
 * @param learned whether it is what is judged, not a baseline
 * @param tunedFor horizon that a baseline is tuned for, 0 for what is judged
 * @param settings everything that was tuned, in words
 * @param atEdge whether the rate is at the edge of the search
 * @param best whether it is the best baseline of its horizon
 * @param problems losses behind every point of the curve
 * @param diverged runs whose loss went beyond 1,000 times the first
 * @param accuracies test accuracies at all horizons
 * @param millisPerStep wall-clock time of a step, gradient included, median over the runs
 * @param optimizerMillisPerStep the optimizer's part of it
 */
public record OptimizerResult(
        String suite,
        String task,
        String optimizer,
        double learningRate,
        int seeds,
        List<CurvePoint> curve,
        List<RatioPoint> ratioToBest,
        double testAccuracy,
        boolean learned,
        int tunedFor,
        String settings,
        boolean atEdge,
        boolean best,
        int problems,
        int diverged,
        List<AccuracyPoint> accuracies,
        double millisPerStep,
        double optimizerMillisPerStep) {

    /** Mean loss after a number of steps, half of its 95 % confidence interval, and the median. */
    public record CurvePoint(int step, double mean, double ci95, double median) {}

    /**
     * Loss as a share of the best baseline's, with the bounds of its 95 % confidence interval.
     *
     * @param medians ratio of the median losses
     */
    public record RatioPoint(int step, double ratio, double low, double high, double medians) {}

    /**
     * Test accuracy after a number of steps.
     *
     * @param difference accuracy minus the best baseline's
     * @param differenceCi95 half of the 95 % confidence interval of the difference
     */
    public record AccuracyPoint(int step, double mean, double ci95, double difference, double differenceCi95) {}

    public OptimizerResult {
        curve = List.copyOf(curve);
        ratioToBest = List.copyOf(ratioToBest);
        accuracies = List.copyOf(accuracies);
    }
}
