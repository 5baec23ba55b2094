package io.metastep.metalearner.evaluation;

import io.metastep.optimizees.Task;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A task on which optimizers are compared.
 *
 * @param suite where it belongs to
 * @param id its name in results, such as {@code mnist-sigmoid-20}
 * @param title its name for people
 * @param task what is trained
 * @param test the same task on test images, if it is a classification
 * @param horizons steps after which losses are compared and for which baselines are tuned, ascending
 * @param curve steps after which losses are taken, ascending, among them the horizons
 * @param members how many members of the task are trained, each from a seed of its own
 * @param tuningMembers how many others the baselines are tuned on
 */
public record EvaluationTask(
        String suite,
        String id,
        String title,
        Task task,
        Optional<Task> test,
        List<Integer> horizons,
        List<Integer> curve,
        int members,
        int tuningMembers) {
    private static final long FIRST_SEED = 0x7200_0000L;
    private static final long FIRST_TUNING_SEED = 0x7300_0000L;

    public EvaluationTask {
        horizons = List.copyOf(horizons);
        curve = List.copyOf(curve);
        if (!isAscending(horizons) || !isAscending(curve) || !curve.containsAll(horizons)) {
            throw new IllegalArgumentException(
                    "%s: curve %s, horizons %s, expected ascending steps, each horizon among them"
                            .formatted(id, curve, horizons));
        }
    }

    private static boolean isAscending(List<Integer> steps) {
        return !steps.isEmpty()
                && steps.get(0) > 0
                && IntStream.range(1, steps.size()).allMatch(i -> steps.get(i - 1) < steps.get(i));
    }

    /** Seeds of the members that are reported. */
    List<Long> seeds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + members).boxed().toList();
    }

    /** Seeds of the members that baselines are tuned on, none of which is reported. */
    List<Long> tuningSeeds() {
        return LongStream.range(FIRST_TUNING_SEED, FIRST_TUNING_SEED + tuningMembers)
                .boxed()
                .toList();
    }

    int lastHorizon() {
        return horizons.get(horizons.size() - 1);
    }

    int end() {
        return curve.get(curve.size() - 1);
    }
}
