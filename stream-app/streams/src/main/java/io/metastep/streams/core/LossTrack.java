package io.metastep.streams.core;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What a guard remembers of its job's losses. Immutable; only finite losses get here.
 *
 * <p>{@code smoothed} is {@link LossHistory}'s smoothing with this step's loss taken in. Missing numbers are NaN.
 *
 * @param initial the job's first loss
 * @param last the loss before the next
 * @param smoothed NaN before the first loss and after the parameters went back
 * @param fall mean of {@code max(0, previous loss - loss)} over about the last 20 losses, 0 at first; a fall from where the job
 *     runs away, and from above its first loss, counts from there only, so that losses that run wild do not pass for noise
 * @param best the lowest smoothed loss since the parameters last went back
 * @param bestStep the step of it; {@link #NONE}'s is below 0
 */
record LossTrack(double initial, double last, double smoothed, double fall, double best, long bestStep) {
    static final LossTrack NONE = new LossTrack(Double.NaN, Double.NaN, Double.NaN, 0, Double.NaN, -1);

    private static final double FALL_DECAY = 0.95;

    /** Of the margin that the smoothed loss must exceed, the last must exceed that share: one outlier lasts in the smoothed loss. */
    private static final double LAST_SHARE = 0.75;

    /** Whether there are parameters to go back to. */
    boolean hasBest() {
        return bestStep >= 0;
    }

    /** Whether the parameters went back and no loss has said yet what they are worth now. */
    boolean isBack() {
        return hasBest() && Double.isNaN(smoothed);
    }

    /**
     * With the loss of a step.
     *
     * @param isUnproven whether the parameters are the best only if they gained more than noise: an optimizer that gets nowhere
     *     leads them astray while the losses stay as they were, and of those some is always the lowest
     */
    LossTrack with(GuardSettings settings, long step, double loss, boolean isUnproven) {
        double first = Double.isNaN(initial) ? loss : initial;
        if (Double.isNaN(smoothed)) {
            return new LossTrack(first, loss, loss, fall, loss, step);
        }
        double next = LossHistory.smooth(smoothed, loss);
        double nextFall = FALL_DECAY * fall + (1 - FALL_DECAY) * Math.max(0, Math.min(last, ceiling(settings)) - loss);
        boolean isBest = next <= best;
        boolean hasGained = next < first - settings.runawayFalls() * nextFall;
        long nextStep = isBest && (hasGained || !isUnproven) ? step : bestStep;
        return new LossTrack(first, loss, next, nextFall, isBest ? next : best, nextStep);
    }

    /** The parameters went back to those of the best step; the next loss says anew what they are worth. */
    LossTrack back() {
        return new LossTrack(initial, Double.NaN, Double.NaN, fall, best, bestStep);
    }

    /** What falls from above count from: the first loss, or where the job runs away. */
    private double ceiling(GuardSettings settings) {
        return Math.max(initial, runaway(settings));
    }

    /** Beyond that loss the job runs away. */
    private double runaway(GuardSettings settings) {
        return best + Math.max(settings.excess() * Math.abs(best), settings.runawayFalls() * fall);
    }

    /** Whether the job is worse than it was. */
    boolean isWorse(GuardSettings settings) {
        double margin = Math.max(settings.share() * (initial - best), settings.falls() * fall);
        return smoothed > best + margin && last > best + LAST_SHARE * margin;
    }

    /** Whether it is, and by so much that it runs away. */
    boolean runsAway(GuardSettings settings) {
        return isWorse(settings) && Math.min(last, smoothed) > runaway(settings);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeDouble(initial);
        out.writeDouble(last);
        out.writeDouble(smoothed);
        out.writeDouble(fall);
        out.writeDouble(best);
        out.writeLong(bestStep);
    }

    static LossTrack read(DataInputStream in) throws IOException {
        return new LossTrack(
                in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readLong());
    }
}
