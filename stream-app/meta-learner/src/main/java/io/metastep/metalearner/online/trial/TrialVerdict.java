package io.metastep.metalearner.online.trial;

/**
 * What a trial says.
 *
 * @param outcome what is to be done
 * @param reason why, with its numbers, for people
 */
public record TrialVerdict(Outcome outcome, String reason) {
    /** What is to be done with the version on trial. */
    public enum Outcome {
        /** Wait. */
        GOES_ON,
        /** It is better: stable names it. */
        PROMOTED,
        /** It is worse, on the whole or for one workload. */
        HARMFUL,
        /** Too few jobs, or too small a difference, until the deadline. */
        UNDECIDED
    }
}
