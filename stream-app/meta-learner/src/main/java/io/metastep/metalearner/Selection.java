package io.metastep.metalearner;

import io.metastep.optimizer.OptimizerParameters;
import org.jspecify.annotations.Nullable;

/** Keeps the best version that was judged, and counts the validations since it. */
final class Selection {
    private @Nullable Candidate best;
    private int sinceBest;

    /**
     * A version with its judgement.
     *
     * @param metaStep when it was judged
     */
    record Candidate(int metaStep, OptimizerParameters parameters, ValidationReport report) {}

    /** Returns whether the candidate is the best so far. */
    boolean offer(Candidate candidate) {
        boolean improved = best == null || candidate.report.score() < best.report.score();
        if (improved) {
            best = candidate;
        }
        sinceBest = improved ? 0 : sinceBest + 1;
        return improved;
    }

    /** Whether too many validations went by without a better version; a patience of 0 is endless. */
    boolean isExhausted(int patience) {
        return patience > 0 && sinceBest >= patience;
    }

    Candidate best() {
        if (best == null) {
            throw new IllegalStateException("No version was validated");
        }
        return best;
    }
}
