package io.metastep.metalearner;

import java.time.Duration;

/**
 * Where a meta-training stands.
 *
 * @param metaStep steps taken
 * @param used share of the budget that is used up, 0 to 1
 * @param metaLoss mean log(F_t / F_initial) over the trajectories of this step, whatever the objective; falls as jobs get better
 * @param isImitation whether jobs were driven by the teacher
 * @param jobsFinished jobs that reached their horizon so far
 * @param discarded trajectories dropped so far because something in them was not a number
 * @param elapsed time since the start
 */
public record MetaProgress(
        int metaStep,
        double used,
        double metaLoss,
        boolean isImitation,
        long jobsFinished,
        long discarded,
        Duration elapsed) {}
