package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;

/** A pinned optimizer version is gone although gradients that need it are still to be replayed: the task stops. */
public final class MissingOptimizerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String version;

    MissingOptimizerException(String version, BlockKey key) {
        super("Optimizer " + version + ", which block " + key
                + " worked with, is no longer on the optimizers topic; publish it again, then restart");
        this.version = version;
    }

    /** The version, family@version. */
    public String version() {
        return version;
    }
}
