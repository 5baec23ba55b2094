package io.metastep.client;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a job's parameters as they were at the best step so far, for the day that the application answers REVERT.
 *
 * <p>Which step is the best, the application says with every update; before it says so for the first time in this process, the
 * copy is of the parameters that the job began with. Confined to the thread that applies the updates.
 */
final class BestParameters {
    private float @Nullable [][] kept;

    /** Takes a copy of the parameters, each from its buffer's position to its limit. */
    void keep(FloatBuffer... parameters) {
        float[][] copies = kept == null ? arrays(parameters) : kept;
        for (int t = 0; t < copies.length; t++) {
            parameters[t].duplicate().get(copies[t]);
        }
        kept = copies;
    }

    /** Whether there is no copy yet. */
    boolean isEmpty() {
        return kept == null;
    }

    /** The job goes on elsewhere with other parameters. */
    void forget() {
        kept = null;
    }

    /** Overwrites the parameters with the copy; leaves them as they are if there is none. */
    void restore(FloatBuffer... parameters) {
        float[][] copies = kept;
        if (copies == null) {
            MetastepClient.LOG
                    .atWarn()
                    .log(
                            "The application wants the best parameters back before there were any; check data, loss and initial"
                                    + " parameters");
            return;
        }
        for (int t = 0; t < copies.length; t++) {
            parameters[t].duplicate().put(copies[t]);
        }
    }

    private static float[][] arrays(FloatBuffer... parameters) {
        float[][] arrays = new float[parameters.length][];
        for (int t = 0; t < arrays.length; t++) {
            arrays[t] = new float[parameters[t].remaining()];
        }
        return arrays;
    }
}
