package io.metastep.metalearner;

import java.util.List;

/**
 * How a version did on the validation tasks.
 *
 * @param outcomes one per task and horizon
 */
public record ValidationReport(List<Outcome> outcomes) {
    /**
     * One loss beside the one to beat.
     *
     * @param task name of the task
     * @param horizon steps trained
     * @param loss mean loss over the validation seeds
     * @param baseline the best tuned baseline's name
     * @param baselineLoss its loss on the same seeds
     */
    public record Outcome(String task, int horizon, double loss, String baseline, double baselineLoss) {
        /** Below 1: better than the best tuned baseline. */
        public double ratio() {
            return loss / baselineLoss;
        }

        @Override
        public String toString() {
            return "%s at %d: %.4g, %.3f of %s's %.4g".formatted(task, horizon, loss, ratio(), baseline, baselineLoss);
        }
    }

    public ValidationReport {
        outcomes = List.copyOf(outcomes);
    }

    /** Geometric mean of the ratios to the best tuned baselines. */
    public double score() {
        return Math.exp(outcomes.stream()
                .mapToDouble(outcome -> Math.log(outcome.ratio()))
                .average()
                .orElse(Double.POSITIVE_INFINITY));
    }
}
