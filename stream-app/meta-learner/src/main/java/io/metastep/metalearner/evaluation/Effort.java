package io.metastep.metalearner.evaluation;

/**
 * How much an evaluation does.
 *
 * @param quick whether it is a first look: fewer problems, shorter long runs, one tuning seed
 * @param seeds members of each perceptron task, at least 2, because one has no confidence interval
 */
public record Effort(boolean quick, int seeds) {
    public static final int FULL_SEEDS = 20;
    public static final int QUICK_SEEDS = 5;

    public Effort {
        if (seeds < 2) {
            throw new IllegalArgumentException(seeds + " seeds, expected at least 2: one has no confidence interval");
        }
    }

    <T> T choose(T ifQuick, T ifFull) {
        return quick ? ifQuick : ifFull;
    }
}
