package io.metastep.cli.numpy;

/** A file or an array that cannot be read; the message says what was got and what was expected. */
public final class NumpyException extends Exception {

    private static final long serialVersionUID = 1L;

    NumpyException(String message) {
        super(message);
    }

    NumpyException(String message, Throwable cause) {
        super(message, cause);
    }
}
