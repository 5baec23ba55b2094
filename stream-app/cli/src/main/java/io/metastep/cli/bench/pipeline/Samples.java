package io.metastep.cli.bench.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Order statistics of what was measured. */
final class Samples {

    private Samples() {}

    /** The middle value, or the mean of the two in the middle. */
    static double median(List<? extends Number> values) {
        double[] sorted =
                values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
        return Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1)
                .average()
                .orElse(Double.NaN);
    }

    /**
     * The smallest value that is greater than the given share of all.
     *
     * @param values in any order, at least one
     * @param share 0 to 1
     */
    static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
    }

    /** Element by element. */
    static List<Double> ratios(List<Double> numerators, List<Double> denominators) {
        if (numerators.size() != denominators.size()) {
            throw new IllegalArgumentException("Got %d numerators and %d denominators, expected as many"
                    .formatted(numerators.size(), denominators.size()));
        }
        return IntStream.range(0, numerators.size())
                .mapToObj(i -> numerators.get(i) / denominators.get(i))
                .toList();
    }
}
