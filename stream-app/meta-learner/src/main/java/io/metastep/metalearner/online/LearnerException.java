package io.metastep.metalearner.online;

/** A learner cannot go on; the message says why, and what to do. */
public final class LearnerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LearnerException(String message) {
        super(message);
    }

    public LearnerException(String message, Throwable cause) {
        super(message, cause);
    }
}
