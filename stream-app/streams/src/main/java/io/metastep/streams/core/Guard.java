package io.metastep.streams.core;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Who makes the next update of a block: its optimizer or the fallback. Decided from the losses in the block's own records, so
 * that all blocks of a job decide alike without talking, and replay as it was. Immutable.
 *
 * <pre>
 *             a loss that is not finite, worse losses in a row
 *           +----------------------------------------------------------+
 *           |                                                          v
 *     Learned --- probation gradients: failures are forgotten      Fallback --- too many failures: stays
 *           ^                                                          |
 *           +----------------------------------------------------------+
 *              fallbackSteps gradients, twice as many after each failure
 * </pre>
 *
 * <p>For each record, in this order: {@link #beforeGradient} if it is a gradient, {@link #observe} if it has a loss, and, unless
 * {@link #reverts} then, {@link #afterUpdate} if it is a gradient. While there was no finite loss nothing can trip.
 */
sealed interface Guard {
    /** Times that the optimizer has failed and that are not forgotten. */
    int failures();

    /** Gradients answered since the optimizer, or the fallback, took over. */
    long steps();

    LossTrack losses();

    /** With the loss of a record, whatever it is. */
    Guard observe(GuardSettings settings, long step, double loss);

    /** A gradient is to be answered. */
    Guard beforeGradient(GuardSettings settings);

    /** A gradient was answered with an update. */
    Guard afterUpdate(GuardSettings settings);

    /** Whether the loss that was observed last sends the job back to its best parameters. */
    default boolean reverts() {
        return losses().isBack();
    }

    /** Whether the next gradient is the first of a new try. */
    default boolean isRetryDue(GuardSettings settings) {
        return isFallback() && !beforeGradient(settings).isFallback();
    }

    /** Whether the optimizer has just made the first update of a new try. */
    default boolean isNewTry() {
        return !isFallback() && failures() > 0 && steps() == 1;
    }

    default boolean isFallback() {
        return this instanceof Fallback;
    }

    /** The step whose parameters are the best so far; below 0: none. */
    default long bestStep() {
        return losses().bestStep();
    }

    /**
     * The optimizer makes the updates.
     *
     * @param worse losses in a row at which the job was worse than at its best
     */
    record Learned(int failures, long steps, int worse, LossTrack losses) implements Guard {
        /** Of a block that has seen nothing. */
        static final Guard FRESH = new Learned(0, 0, 0, LossTrack.NONE);

        @Override
        public Guard observe(GuardSettings settings, long step, double loss) {
            if (!Double.isFinite(loss)) {
                return losses.hasBest() ? fail() : this;
            }
            LossTrack next = losses.with(settings, step, loss, steps < settings.unproven());
            int inARow = next.isWorse(settings) ? worse + 1 : 0;
            int patience = next.runsAway(settings) ? settings.runawayPatience() : settings.patience();
            return inARow < patience ? new Learned(failures, steps, inARow, next) : fail();
        }

        private Guard fail() {
            return new Fallback(failures + 1, 0, losses.back());
        }

        @Override
        public Guard beforeGradient(GuardSettings settings) {
            return this;
        }

        @Override
        public Guard afterUpdate(GuardSettings settings) {
            boolean isTrusted = steps + 1 >= settings.probation();
            return new Learned(isTrusted ? 0 : failures, steps + 1, worse, losses);
        }
    }

    /** The fallback makes the updates. Only a loss that is not finite sends the job back. */
    record Fallback(int failures, long steps, LossTrack losses) implements Guard {
        @Override
        public Guard observe(GuardSettings settings, long step, double loss) {
            return new Fallback(
                    failures, steps, Double.isFinite(loss) ? losses.with(settings, step, loss, false) : losses.back());
        }

        @Override
        public Guard beforeGradient(GuardSettings settings) {
            return !isForGood(settings) && steps >= settings.fallbackSteps(failures)
                    ? new Learned(failures, 0, 0, losses)
                    : this;
        }

        @Override
        public Guard afterUpdate(GuardSettings settings) {
            return new Fallback(failures, steps + 1, losses);
        }

        /** Whether the optimizer gets no further try. */
        boolean isForGood(GuardSettings settings) {
            return failures > settings.retries();
        }
    }

    /** All of it, for headers and snapshots. */
    static void write(Guard guard, DataOutputStream out) throws IOException {
        out.writeInt(guard instanceof Learned learned ? learned.worse() : -1);
        out.writeInt(guard.failures());
        out.writeLong(guard.steps());
        guard.losses().write(out);
    }

    static Guard read(DataInputStream in) throws IOException {
        int worse = in.readInt();
        int failures = in.readInt();
        long steps = in.readLong();
        LossTrack losses = LossTrack.read(in);
        return worse < 0 ? new Fallback(failures, steps, losses) : new Learned(failures, steps, worse, losses);
    }
}
