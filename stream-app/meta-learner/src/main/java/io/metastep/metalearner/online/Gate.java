package io.metastep.metalearner.online;

import io.metastep.optimizer.OptimizerFile;
import java.util.List;

/** What a candidate must pass before jobs may use it. */
public interface Gate {
    /**
     * Judges a candidate.
     *
     * @param candidate the version to be released
     * @param incumbents what jobs use now, at least one: what {@code stable} names, and what {@code latest} does if that is another
     */
    Verdict judge(OptimizerFile candidate, List<OptimizerFile> incumbents);
}
