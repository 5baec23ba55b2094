package io.metastep.cli.bench.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What became of a vital: the first third of the time is for warming up, the other two are compared by their medians.
 *
 * @param before median of the middle third
 * @param after median of the last third
 * @param most the highest value of all
 */
record Growth(Vital vital, double before, double after, double most, boolean isFlat) {

    /** What the samples tell, in the order of the vitals; those that were never seen are left out. */
    static List<Growth> of(List<Sample> samples) {
        List<Growth> growths = new ArrayList<>();
        for (Vital vital : Vital.values()) {
            List<Double> values = samples.stream()
                    .map(sample -> sample.vitals().get(vital))
                    .filter(Objects::nonNull)
                    .toList();
            if (values.size() >= 3) {
                growths.add(of(vital, values));
            }
        }
        return growths;
    }

    private static Growth of(Vital vital, List<Double> values) {
        int third = values.size() / 3;
        double before = median(values.subList(third, 2 * third));
        double after = median(values.subList(2 * third, values.size()));
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return new Growth(vital, before, after, most, vital.isFlat(before, after));
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
