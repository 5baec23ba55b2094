package io.metastep.metalearner.online;

/** Why a segment that keeps the contract is not learned from all the same. */
enum SegmentRefusal {
    /** No version of that number was ever published by this learner's line. */
    UNKNOWN_VERSION,
    /** Too many meta-steps were taken since its version was published. */
    STALE_VERSION,
    /** A loss is zero or below, which has no logarithm. */
    LOSS_NOT_POSITIVE,
    /** One step alone, which no later gradient gives credit. */
    TOO_SHORT,
    /** The job has an optimizer of its own, which the learner was not asked to imitate. */
    SHADOW,
    /** No update that is to be differentiated had an effect on the job. */
    NOTHING_APPLIED,
    /** The share of the sampled coordinates cannot be what the inclusion probability says. */
    UNLIKELY_SAMPLE
}
