package io.metastep.optimizer.vector;

import io.metastep.optimizer.RecordedUnroll;

/** One pass of back-propagation over the lanes of a tile at one step; a class each for the reason given in {@link Pass}. */
interface BackwardPass {

    void run(RecordedUnroll unroll, int step);
}
