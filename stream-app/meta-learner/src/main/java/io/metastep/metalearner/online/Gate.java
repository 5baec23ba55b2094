package io.metastep.metalearner.online;

import io.metastep.optimizer.OptimizerFile;

/** What a candidate must pass before jobs may use it. */
public interface Gate {
    /**
     * Judges a candidate.
     *
     * @param candidate the version to be released
     * @param stable what jobs get that ask for nothing else
     */
    Verdict judge(OptimizerFile candidate, OptimizerFile stable);
}
