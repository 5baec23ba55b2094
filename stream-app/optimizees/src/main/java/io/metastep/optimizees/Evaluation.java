package io.metastep.optimizees;

import java.util.OptionalDouble;

/**
 * What parameters are worth, measured at fixed parameters over the whole problem.
 *
 * @param loss mean loss
 * @param accuracy share of right answers where the problem is a classification
 */
public record Evaluation(double loss, OptionalDouble accuracy) {
    static Evaluation ofLoss(double loss) {
        return new Evaluation(loss, OptionalDouble.empty());
    }
}
