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
 * @param fall mean of {@code max(0, previous loss - loss)} over about the last 20 losses, 0 at first; a fall from above the
 *     limit counts from the limit only, so that losses that run wild do not pass for noise
 * @param best the lowest smoothed loss since the parameters last went back
 * @param bestStep the step of it; {@link #NONE}'s is below 0
 */
record LossTrack(double initial, double last, double smoothed, double fall, double best, long bestStep) {
    static final LossTrack NONE = new LossTrack(Double.NaN, Double.NaN, Double.NaN, 0, Double.NaN, -1);

    private static final double FALL_DECAY = 0.95;

    /** Whether there are parameters to go back to. */
    boolean hasBest() {
        return bestStep >= 0;
    }

    /** Whether the parameters went back and no loss has said yet what they are worth now. */
    boolean isBack() {
        return hasBest() && Double.isNaN(smoothed);
    }

    /** With the loss of a step. */
    LossTrack with(GuardSettings settings, long step, double loss) {
        double first = Double.isNaN(initial) ? loss : initial;
        if (Double.isNaN(smoothed)) {
            return new LossTrack(first, loss, loss, fall, loss, step);
        }
        double next = LossHistory.smooth(smoothed, loss);
        double nextFall = FALL_DECAY * fall + (1 - FALL_DECAY) * Math.max(0, Math.min(last, limit(settings)) - loss);
        return next <= best
                ? new LossTrack(first, loss, next, nextFall, next, step)
                : new LossTrack(first, loss, next, nextFall, best, bestStep);
    }

    /** The parameters went back to those of the best step; the next loss says anew what they are worth. */
    LossTrack back() {
        return new LossTrack(initial, Double.NaN, Double.NaN, fall, best, bestStep);
    }

    /** Up to which loss the job is as well as at its best. */
    double limit(GuardSettings settings) {
        double factor = settings.excess() * Math.abs(best);
        double gain = settings.share() * (initial - best);
        double noise = settings.falls() * fall;
        return best + Math.max(factor, Math.max(gain, noise));
    }

    /** Whether the last loss is bad. */
    boolean isBad(GuardSettings settings) {
        return Math.min(last, smoothed) > limit(settings);
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
