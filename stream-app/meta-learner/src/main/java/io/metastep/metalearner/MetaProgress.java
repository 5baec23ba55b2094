package io.metastep.metalearner;

import java.time.Duration;

/**
 * Where a meta-training stands.
 *
 * @param metaStep steps taken
 * @param metaSteps steps to take
 * @param metaLoss mean log(F_t / F_initial) over the trajectories of this step; falls as jobs get better
 * @param jobsFinished jobs that reached their horizon so far
 * @param discarded trajectories dropped so far because something in them was not a number
 * @param elapsed time since the start
 */
public record MetaProgress(
        int metaStep, int metaSteps, double metaLoss, long jobsFinished, long discarded, Duration elapsed) {
    /** Time that the remaining steps will take at the pace so far. */
    public Duration left() {
        return metaStep == 0
                ? Duration.ZERO
                : elapsed.multipliedBy(metaSteps - metaStep).dividedBy(metaStep);
    }
}
