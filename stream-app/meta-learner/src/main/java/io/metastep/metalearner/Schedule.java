package io.metastep.metalearner;

/** How an optimizer's updates shrink over a run of known length. */
public enum Schedule {
    CONSTANT,
    /** Linear decay to zero at the end of the run. */
    LINEAR;

    /**
     * What an update is multiplied with.
     *
     * @param step updates applied before it
     * @param length updates of the whole run
     */
    public float factor(long step, int length) {
        return switch (this) {
            case CONSTANT -> 1;
            case LINEAR -> Math.max(0, 1 - (float) step / length);
        };
    }
}
