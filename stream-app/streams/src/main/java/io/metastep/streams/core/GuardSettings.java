package io.metastep.streams.core;

/**
 * When the fallback takes a block over from its optimizer, and when the optimizer gets it back.
 *
 * <p>A loss is bad if it and the smoothed loss both exceed the best smoothed loss by more than each of three margins:
 * {@code excess} times the size of the best, {@code share} of what the job has gained (first loss minus best), and {@code
 * falls} mean falls (the mean of {@code max(0, previous loss - loss)}, which measures the noise of minibatches and does not
 * grow while losses explode). All three scale with the losses. The first is the factor by which a positive loss may rise; it
 * vanishes where losses come near 0, and the other two, which do not change when a constant is added to all losses, take
 * over: so losses may be of any sign.
 *
 * @param excess a loss is bad only if it exceeds the best by that part of its size
 * @param share and only if that share of the gain is lost
 * @param falls and only if it exceeds the best by so many mean falls
 * @param patience so many bad losses in a row trip the guard
 * @param fallbackSteps gradients that the fallback answers before the first new try; twice as many before each further one
 * @param retries new tries; after one more failure the fallback stays for good
 * @param probation failures are forgotten once a try has answered so many gradients
 */
public record GuardSettings(
        double excess, double share, double falls, int patience, int fallbackSteps, int retries, int probation) {
    public static final GuardSettings DEFAULTS = new GuardSettings(0.5, 0.1, 8, 4, 400, 3, 2_000);

    private static final int MOST = 1_000_000;

    public GuardSettings {
        requirePositive("excess", excess);
        requirePositive("share", share);
        requirePositive("falls", falls);
        requireRange("patience", patience, 1);
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
