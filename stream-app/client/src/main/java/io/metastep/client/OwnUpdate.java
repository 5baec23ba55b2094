package io.metastep.client;

/**
 * The update that a shadowing job applied itself at its last step; the record of the next step tells it. Guarded by its job's
 * lock.
 */
final class OwnUpdate {
    private static final long NONE = Long.MIN_VALUE;

    private float[][] values = {};
    private long step = NONE;

    /** Takes a copy: what was added to the parameters at that step. */
    void keep(long atStep, Gradients update) {
        if (values.length == 0) {
            values = new float[update.tensors()][];
        }
        for (int t = 0; t < values.length; t++) {
            int length = update.length(t);
            values[t] = values[t] == null ? new float[length] : values[t];
            update.copy(t, 0, values[t], length);
        }
        step = atStep;
    }

    /** Whether there is one of that step. */
    boolean isOf(long someStep) {
        return step == someStep;
    }

    /** Copies {@code count} coordinates of a tensor from {@code offset} on to the start of {@code into}, divided by the scale. */
    void copy(int tensor, int offset, float[] into, int count, float scale) {
        for (int i = 0; i < count; i++) {
            into[i] = values[tensor][offset + i] / scale;
        }
    }
}
