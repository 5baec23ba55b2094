package io.metastep.streams.core;

/** Stored state that this version cannot read: a broken invariant, the task stops. */
public final class StateFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StateFormatException(String message) {
        super(message);
    }
}
