package io.metastep.metalearner.online;

import java.util.SortedMap;

/**
 * Where a learner stands.
 *
 * @param metaSteps steps taken, those of earlier runs included
 * @param version the newest version that passed the gate
 * @param waiting usable segments in the batch that is not full yet
 * @param used segments that went into meta-gradients
 * @param refused segments that were refused, for whatever reason
 * @param counters everything that was counted, by name
 */
public record LearnerProgress(
        long metaSteps, int version, int waiting, long used, long refused, SortedMap<String, Long> counters) {}
