package io.metastep.metalearner.kafka;

import io.metastep.metalearner.online.LearnerProgress;
import io.metastep.metalearner.online.Release;
import io.metastep.metalearner.online.StepReport;

/** Hears what a learner does, on the thread that runs it. */
public interface LearnerListener {
    /** Another learner of the group works. */
    default void standsBy() {}

    /**
     * It works from now on.
     *
     * @param isNew whether there was no state to go on from
     */
    default void works(LearnerProgress progress, boolean isNew) {}

    /** A meta-step is committed. */
    default void stepped(StepReport step, LearnerProgress progress) {}

    /** A version is committed, or that one was withheld. */
    default void released(Release release) {}

    /** What was not committed is lost, and taken again by whoever works next: perhaps this one. */
    default void interrupted(String reason) {}
}
