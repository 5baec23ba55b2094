package io.metastep.optimizer;

/** Bytes that are not an optimizer that this program can use. */
public final class OptimizerFileException extends Exception {

    /** What is wrong with the bytes. */
    public enum Reason {
        /** Does not start as an optimizer file does. */
        NOT_AN_OPTIMIZER_FILE,
        /** Written by a later version of Metastep. */
        FUTURE_FORMAT,
        /** Shorter or longer than it says. */
        WRONG_LENGTH,
        /** Bytes were changed since it was written. */
        CHECKSUM,
        /** The header cannot be understood. */
        HEADER,
        /** The number of parameters does not fit the spec, or they are not finite. */
        PARAMETERS
    }

    private final Reason reason;

    OptimizerFileException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    OptimizerFileException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
