package io.metastep.client;

/**
 * Counters of one job since it was opened.
 *
 * @param steps steps that were answered completely, skipped ones included
 * @param updatesExpected blocks times gradient steps begun, without those that were answered with REVERT
 * @param updatesApplied updates that were part of a complete step, each counted once
 * @param fallbackSteps steps whose update the hand-designed optimizer made, on one block at least
 * @param reverts steps that were answered with REVERT
 * @param resends records sent again for want of an answer
 * @param duplicates answers that were there already
 * @param p50Millis median time from a step's begin to its last update
 * @param p99Millis 99th percentile of the same
 */
public record JobStatistics(
        long steps,
        long updatesExpected,
        long updatesApplied,
        long fallbackSteps,
        long reverts,
        long resends,
        long duplicates,
        double p50Millis,
        double p99Millis) {}
