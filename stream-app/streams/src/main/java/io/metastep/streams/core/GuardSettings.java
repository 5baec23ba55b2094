package io.metastep.streams.core;

/**
 * When the fallback takes a block over from its optimizer, and when the optimizer gets it back.
 *
 * <p>A job is worse than it was if its smoothed loss exceeds the best one by more than each of two margins, and its last loss by
 * more than three quarters of them: {@code share} of what the job has gained (first loss minus best), and {@code falls} mean falls
 * (the mean of {@code max(0, previous loss - loss)}, which measures the noise of minibatches). {@code patience} losses in a row at which it is worse trip the guard: an optimizer that gets
 * nowhere is found by that, and noise is not taken for it. It runs away if last and smoothed loss exceed the best by {@code excess}
 * times the size of the best and by {@code runawayFalls} mean falls too; then {@code runawayPatience} losses in a row are enough.
 * That is how long a healthy optimizer may take to find its step size: on perceptrons with ReLU the first losses rise to five times
 * the first.
 *
 * <p>For the first {@code unproven} gradients of a try the parameters are the best only if they gained more than {@code runawayFalls}
 * mean falls since the first loss: what an optimizer that gets nowhere does to them shows in no loss, and costs those who go on from
 * there.
 *
 * <p>All margins scale with the losses. {@code excess} is a factor on a positive loss; it vanishes where losses come near 0, and the
 * others, which do not change when a constant is added to all losses, take over: so losses may be of any sign.
 *
 * @param share the job is worse only if that share of its gain is lost
 * @param falls and only by more than so many mean falls
 * @param patience so many losses in a row at which it is worse trip the guard
 * @param excess it runs away only beyond the best by so many times its size
 * @param runawayFalls and by so many mean falls
 * @param runawayPatience so many losses in a row at which it is worse trip the guard if it runs away at the last
 * @param unproven so many gradients of a try lead to best parameters only by what is no noise
 * @param fallbackSteps gradients that the fallback answers before the first new try; twice as many before each further one
 * @param retries new tries; after one more failure the fallback stays for good
 * @param probation failures are forgotten once a try has answered so many gradients
 */
public record GuardSettings(
        double share,
        double falls,
        int patience,
        double excess,
        double runawayFalls,
        int runawayPatience,
        int unproven,
        int fallbackSteps,
        int retries,
        int probation) {
    public static final GuardSettings DEFAULTS = new GuardSettings(0.1, 4, 16, 4, 8, 8, 100, 800, 3, 2_000);

    private static final int MOST = 1_000_000;

    public GuardSettings {
        requirePositive("share", share);
        requirePositive("falls", falls);
        requireRange("patience", patience, 1);
        requirePositive("excess", excess);
        requirePositive("runawayFalls", runawayFalls);
        requireRange("runawayPatience", runawayPatience, 1);
        requireRange("unproven", unproven, 0);
        requireRange("fallbackSteps", fallbackSteps, 1);
        requireRange("retries", retries, 0);
        requireRange("probation", probation, 2);
    }

    /** Gradients that the fallback answers after the n-th failure, n from 1, before the next try. */
    long fallbackSteps(int failures) {
        return (long) fallbackSteps << Math.min(failures - 1, 32);
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Guard: " + name + " is " + value + ", expected a number above 0");
        }
    }

    private static void requireRange(String name, int value, int least) {
        if (value < least || value > MOST) {
            throw new IllegalArgumentException(
                    "Guard: " + name + " is " + value + ", expected " + least + " to " + MOST);
        }
    }
}
