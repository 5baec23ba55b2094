package io.metastep.streams;

/** A log could not be read; a stream thread is replaced and tries again. */
public final class ReplayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReplayException(String message, Throwable cause) {
        super(message, cause);
    }

    ReplayException(String message) {
        super(message);
    }
}
