package io.metastep.metalearner.online;

/**
 * What one meta-step was made of.
 *
 * @param metaStep steps taken so far, this one included if it moved
 * @param jobs live jobs in it
 * @param segments their segments
 * @param rollouts trajectories of jobs in process
 * @param metaLoss balanced mean over the segments of log(F_t / F_initial); NaN if there was none
 * @param isMoved whether the meta-parameters changed: there was at least one live meta-gradient
 */
public record StepReport(long metaStep, int jobs, int segments, int rollouts, double metaLoss, boolean isMoved) {}
