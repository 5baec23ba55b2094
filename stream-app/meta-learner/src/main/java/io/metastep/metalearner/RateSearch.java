package io.metastep.metalearner;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Finds the best learning rate on a grid of four per decade from 0.000001 to 100. Losses over rates have plateaus on which a
 * local search stops early, so one rate per decade, or more, is looked at first; then it goes downhill until two rates in a row brought
 * nothing. Of losses that differ by less than 0.1 % the larger rate wins: where no rate matters, as after two steps, the smallest
 * one would win by a hair otherwise.
 */
final class RateSearch {
    static final int LOWEST = -24;
    static final int HIGHEST = 8;

    private static final int PER_DECADE = 4;
    private static final int FIRST_DECADE = -12; // rate 0.001
    private static final int LAST_DECADE = 4; // rate 10
    private static final int PATIENCE = 2;
    private static final double TIE = 0.999;

    private final IntToDoubleFunction losses;
    private final int stride;

    /** A search over indices; {@code losses} may be asked for the same index again. */
    RateSearch(IntToDoubleFunction losses) {
        this(losses, PER_DECADE);
    }

    /** A search that looks at every {@code stride}th index first: where losses are low in a narrow range only, 4 is too coarse. */
    RateSearch(IntToDoubleFunction losses, int stride) {
        this.losses = losses;
        this.stride = stride;
    }

    /** The rate of an index; index 0 is 1. */
    static float rate(int index) {
        return (float) Math.pow(10, (double) index / PER_DECADE);
    }

    /** Whether a better rate may lie beyond the grid. */
    static boolean isEdge(int index) {
        return index == LOWEST || index == HIGHEST;
    }

    /** The best index, whatever its decade. */
    int best() {
        return bestNear(bestOfFirst());
    }

    /** The best index around one where a close relative had its best. */
    int bestNear(int start) {
        int up = upwards(start);
        return up > start ? up : downwards(start);
    }

    private int bestOfFirst() {
        double least = first().mapToDouble(losses).min().orElseThrow();
        return first().filter(index -> isNotWorse(losses.applyAsDouble(index), least))
                .max()
                .orElse(FIRST_DECADE);
    }

    private IntStream first() {
        return IntStream.iterate(FIRST_DECADE, index -> index <= LAST_DECADE, index -> index + stride);
    }

    private int upwards(int start) {
        int best = start;
        double least = losses.applyAsDouble(start);
        for (int i = start + 1; i <= HIGHEST && i <= best + PATIENCE; i++) {
            double loss = losses.applyAsDouble(i);
            // Compared with the least of all, not with the last: many small losses must not add up.
            best = isNotWorse(loss, least) ? i : best;
            least = Math.min(least, loss);
        }
        return best;
    }

    private int downwards(int start) {
        int best = start;
        double least = losses.applyAsDouble(start);
        for (int i = start - 1; i >= LOWEST && (i >= best - PATIENCE || Double.isInfinite(least)); i--) {
            double loss = losses.applyAsDouble(i);
            if (loss < lowered(least)) {
                best = i;
                least = loss;
            }
        }
        return best;
    }

    private static boolean isNotWorse(double loss, double least) {
        return Double.isFinite(loss) && lowered(loss) <= least;
    }

    /** What a loss must lie below to be less, not only by a hair. */
    private static double lowered(double loss) {
        return loss > 0 ? TIE * loss : loss / TIE;
    }
}
