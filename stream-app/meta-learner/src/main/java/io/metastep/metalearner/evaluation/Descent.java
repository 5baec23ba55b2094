package io.metastep.metalearner.evaluation;

import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * How fast losses of a run fall, between the steps at which they were taken.
 *
 * @param steps at which losses were taken, ascending
 * @param losses loss after a number of steps
 */
record Descent(List<Integer> steps, IntToDoubleFunction losses) {

    /**
     * After how many steps a loss is reached for the first time, interpolated between the steps around it on a straight line of the
     * logarithms, or of the losses where one is not positive.
     *
     * @return NaN if it is not reached, or if it is no number; the first step if that one is low enough
     */
    double stepsTo(double target) {
        int before = steps.get(0);
        for (int step : steps) {
            if (losses.applyAsDouble(step) <= target) {
                return step == before ? step : before + (step - before) * part(before, step, target);
            }
            before = step;
        }
        return Double.NaN;
    }

    /** Which part of the way from one step to the next is needed. */
    private double part(int before, int step, double target) {
        double high = losses.applyAsDouble(before);
        double low = losses.applyAsDouble(step);
        return low > 0 ? Math.log(high / target) / Math.log(high / low) : (high - target) / (high - low);
    }
}
