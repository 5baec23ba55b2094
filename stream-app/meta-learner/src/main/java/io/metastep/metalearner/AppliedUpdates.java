package io.metastep.metalearner;

import java.util.Arrays;

/**
 * The updates of a trajectory: which of them to differentiate, and how the job applied them.
 *
 * <p>The unroll is the updates 0 to {@code unroll - 1}. The first {@code burnIn} of them earn no credit: they only bring the
 * memory up to date. Owns its arrays.
 */
public final class AppliedUpdates {
    private final int burnIn;
    private final int unroll;
    private final float[] scales;
    private final boolean sparse;
    private final float[][] logged; // of the first steps, as far as they were logged
    private final boolean shown;

    /**
     * The updates of any job. Takes ownership of its arguments.
     *
     * @param burnIn number of updates before those to differentiate, less than unroll
     * @param unroll number of updates up to the last to differentiate, less than steps
     * @param scales what the job multiplied each update with, 0 where it was not this optimizer's, shape [steps]
     * @param sparse whether a zero gradient left memory and parameter of its coordinate untouched
     * @param logged what was applied after each step, before scaling, shape [unroll or more][n]; shorter, or empty, if nobody
     *     needs it, as after the last meta-step that imitates
     */
    AppliedUpdates(int burnIn, int unroll, float[] scales, boolean sparse, float[][] logged) {
        this(burnIn, unroll, scales, sparse, logged, false);
    }

    private AppliedUpdates(int burnIn, int unroll, float[] scales, boolean sparse, float[][] logged, boolean shown) {
        if (burnIn < 0 || unroll <= burnIn || unroll >= scales.length) {
            throw new IllegalArgumentException(
                    "Burn-in of %d and unroll of %d updates among %d steps, expected 0 <= burn-in < unroll < steps"
                            .formatted(burnIn, unroll, scales.length));
        }
        this.burnIn = burnIn;
        this.unroll = unroll;
        this.scales = scales;
        this.sparse = sparse;
        this.logged = logged;
        this.shown = shown;
    }

    /**
     * The updates of a job that adds them as they are, without burn-in and without a record of them.
     *
     * @param unroll number of updates to differentiate, less than steps
     * @param steps number of gradients in the trajectory
     */
    public static AppliedUpdates asTheyAre(int unroll, int steps) {
        var ones = new float[steps];
        Arrays.fill(ones, 1);
        return new AppliedUpdates(0, unroll, ones, false, new float[0][]);
    }

    /**
     * The same updates with a record of what they were.
     *
     * @param updates what was applied after each step, shape [unroll or more][n], or less if nobody needs it
     */
    AppliedUpdates logged(float[][] updates) {
        return new AppliedUpdates(burnIn, unroll, scales, sparse, updates);
    }

    /** The same updates as those of a job that steps itself: to be imitated, since its losses credit nobody else's updates. */
    AppliedUpdates shown() {
        return new AppliedUpdates(burnIn, unroll, scales, sparse, logged, true);
    }

    boolean isShown() {
        return shown;
    }

    int steps() {
        return scales.length;
    }

    int burnIn() {
        return burnIn;
    }

    int unroll() {
        return unroll;
    }

    float scale(int step) {
        return scales[step];
    }

    boolean sparse() {
        return sparse;
    }

    float[] logged(int step) {
        return logged[step];
    }
}
