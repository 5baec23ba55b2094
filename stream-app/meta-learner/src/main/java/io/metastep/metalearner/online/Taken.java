package io.metastep.metalearner.online;

/** What becomes of one record of the trajectories topic. */
sealed interface Taken {
    /** It is learned from. */
    record Usable(LiveSegment segment) implements Taken {}

    /** It belongs to another family of optimizers, which has a learner of its own. */
    record Foreign() implements Taken {}

    /**
     * It is not learned from.
     *
     * @param reason code of a {@link io.metastep.schemas.RejectionReason} or a {@link SegmentRefusal}
     * @param detail what was got and what was expected
     */
    record Refused(String reason, String detail) implements Taken {}
}
