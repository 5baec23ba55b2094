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

    /** Whether another configuration would help. */
    public boolean isConfiguration() {
        return isConfiguration;
    }
}
