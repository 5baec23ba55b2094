package io.metastep.client;

/** Hears what a follower reads, on the follower's thread. */
public interface FollowListener {
    /** A step that is answered completely; its arrays are the listener's to keep. */
    void onUpdate(JobUpdate update);

    /** A later attempt of the job has begun at that step: mirrored parameters must go back to it. */
    default void onAttempt(long attempt, long step) {}

    /** The follower had to stop. */
    default void onFailure(JobException failure) {}
}
