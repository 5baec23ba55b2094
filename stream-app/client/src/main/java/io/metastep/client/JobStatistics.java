package io.metastep.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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
 * @param optimizers family@version that made the newest update of each tensor, by the tensor's name, in the order of the spec;
 *     without tensors that have none yet
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
        double p99Millis,
        Map<String, String> optimizers) {
    public JobStatistics {
        optimizers = Collections.unmodifiableMap(new LinkedHashMap<>(optimizers));
    }
}
