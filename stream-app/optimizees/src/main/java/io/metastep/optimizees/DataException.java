package io.metastep.optimizees;

/** A data set that cannot be read: says which file, what was found, what was expected and what to do. */
public final class DataException extends RuntimeException {
    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
