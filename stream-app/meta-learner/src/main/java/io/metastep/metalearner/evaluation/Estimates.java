package io.metastep.metalearner.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Estimates with 95 % confidence intervals. Losses of two optimizers are paired: the same index is the same problem. A loss that
 * is not finite makes an estimate unknown (NaN), because no mean says anything then.
 */
final class Estimates {
    private static final double CONFIDENCE = 0.95;
    private static final int RESAMPLES = 2_000;
    private static final long RESAMPLING_SEED = 95;

    private Estimates() {}

    /** Mean +- t s / sqrt(n). */
    static Interval mean(double[] values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        if (!Double.isFinite(mean)) {
            return Interval.UNKNOWN;
        }
        double half = halfWidth(values, mean);
        return new Interval(mean, mean - half, mean + half);
    }

    private static double halfWidth(double[] values, double mean) {
        int n = values.length;
        if (n < 2) {
            return Double.NaN;
        }
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return new StudentT(n - 1).quantile(CONFIDENCE) * Math.sqrt(squares / (n - 1) / n);
    }

    /** Geometric mean of the paired ratios, with the t interval of their logarithms. */
    static Interval ratio(double[] losses, double[] rivals) {
        return geometricMean(IntStream.range(0, losses.length)
                .mapToDouble(i -> losses[i] / rivals[i])
                .toArray());
    }

    /** Geometric mean, with the t interval of the logarithms. */
    static Interval geometricMean(double[] values) {
        Interval log = mean(Arrays.stream(values).map(Math::log).toArray());
        return new Interval(Math.exp(log.value()), Math.exp(log.low()), Math.exp(log.high()));
    }

    /** Ratio of the mean losses over many problems, with the percentiles of resampling whole pairs (Efron 1979). */
    static Interval ratioOfMeans(double[] losses, double[] rivals) {
        double ratio = Arrays.stream(losses).sum() / Arrays.stream(rivals).sum();
        if (!Double.isFinite(ratio)) {
            return Interval.UNKNOWN;
        }
        var random = new SplittableRandom(RESAMPLING_SEED);
        double[] resampled = IntStream.range(0, RESAMPLES)
                .mapToDouble(i -> resampled(losses, rivals, random))
                .sorted()
                .toArray();
        int tail = (int) Math.round((1 - CONFIDENCE) / 2 * RESAMPLES);
        return new Interval(ratio, resampled[tail], resampled[RESAMPLES - 1 - tail]);
    }

    private static double resampled(double[] losses, double[] rivals, SplittableRandom random) {
        double numerator = 0;
        double denominator = 0;
        for (int i = 0; i < losses.length; i++) {
            int pair = random.nextInt(losses.length);
            numerator += losses[pair];
            denominator += rivals[pair];
        }
        return numerator / denominator;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The value; NaN if it is infinite. */
    static double finite(double value) {
        return Double.isFinite(value) ? value : Double.NaN;
    }
}
