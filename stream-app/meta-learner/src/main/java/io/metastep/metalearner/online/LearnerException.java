package io.metastep.metalearner.online;

import org.jspecify.annotations.Nullable;

/** A learner cannot begin or go on; the message says why, and what to do. */
public final class LearnerException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean isConfiguration;

    private LearnerException(String message, @Nullable Throwable cause, boolean isConfiguration) {
        super(message, cause);
        this.isConfiguration = isConfiguration;
    }

    public LearnerException(String message) {
        this(message, null, false);
    }

    public LearnerException(String message, Throwable cause) {
        this(message, cause, false);
    }

    /** What was asked for does not fit what is there. */
    public static LearnerException configuration(String message) {
        return new LearnerException(message, null, true);
    }

    /** A family's stable channel, or a version of it, is not published, or unusable. */
    static LearnerException vanished(String family, int version) {
        return new LearnerException(
                "%s#stable or %s@%d is gone from the optimizers topic, or unusable; publish it again, then start the learner"
                        .formatted(family, family, version));
    }

    /** Whether another configuration would help. */
    public boolean isConfiguration() {
        return isConfiguration;
    }
}
