package io.metastep.metalearner.online;

import io.metastep.metalearner.Trajectory;

/**
 * A segment that may be learned from.
 *
 * @param cell where it counts
 * @param trajectory what was lived through
 */
record LiveSegment(Cell cell, Trajectory trajectory) {}
