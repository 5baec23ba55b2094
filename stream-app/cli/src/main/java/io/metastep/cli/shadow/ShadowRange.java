package io.metastep.cli.shadow;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * A range of a job's steps, summed up. Numbers are NaN where no step could be compared.
 *
 * @param compared steps that are compared
 * @param notComparable steps at which one of both steps was zero or not finite
 * @param versions family@version that made the learned steps
 * @param cosine mean of the cosines
 * @param size geometric mean of the ratios of the steps' RMS, learned over own
 * @param ownChange sum of the first-order changes of the loss by the job's own steps; negative is descent
 * @param learnedChange the same by the learned steps, each scaled to the RMS of the own one
 */
record ShadowRange(
        long from,
        long to,
        int compared,
        int notComparable,
        List<String> versions,
        double cosine,
        double size,
        double ownChange,
        double learnedChange) {
    ShadowRange {
        versions = List.copyOf(versions);
    }

    static ShadowRange of(long from, long to, Collection<StepSums> steps) {
        List<StepSums> comparable =
                steps.stream().filter(StepSums::isComparable).toList();
        SortedSet<String> versions = new TreeSet<>();
        steps.forEach(step -> versions.addAll(step.versions()));
        return new ShadowRange(
                from,
                to,
                comparable.size(),
                steps.size() - comparable.size(),
                List.copyOf(versions),
                mean(comparable, StepSums::cosine),
                Math.exp(mean(comparable, step -> Math.log(step.size()))),
                comparable.isEmpty() ? Double.NaN : sum(comparable, StepSums::ownChange),
                comparable.isEmpty() ? Double.NaN : sum(comparable, StepSums::learnedChange));
    }

    private static double mean(List<StepSums> steps, ToDoubleFunction<StepSums> figure) {
        return steps.isEmpty() ? Double.NaN : sum(steps, figure) / steps.size();
    }

    private static double sum(List<StepSums> steps, ToDoubleFunction<StepSums> figure) {
        return steps.stream().mapToDouble(figure).sum();
    }
}
