package io.metastep.metalearner.evaluation;

import java.util.List;

/**
 * A comparison on one task.
 *
 * @param suite where the task belongs to
 * @param task its id
 * @param title its name for people
 * @param optimizee its name with all options, as the task catalogue reads it
 * @param horizons steps after which optimizers were compared
 * @param tuningSeeds members that the baselines were tuned on
 * @param search what the search tried, kind by kind, in the order in which it did
 * @param results one per optimizer, learned ones first; baselines once per horizon
 */
public record TaskResult(
        String suite,
        String task,
        String title,
        String optimizee,
        List<Integer> horizons,
        int tuningSeeds,
        List<SearchPoint> search,
        List<OptimizerResult> results) {

    public TaskResult {
        horizons = List.copyOf(horizons);
        search = List.copyOf(search);
        results = List.copyOf(results);
    }

    /**
     * One setting of a baseline, tried on the tuning seeds.
     *
     * @param optimizer the kind
     * @param variant its momentum or betas in words; empty if it has none
     * @param schedule {@code constant} or {@code linear}
     * @param step steps after which the loss was taken
     * @param loss mean over the tuning seeds; NaN if it diverged
     */
    public record SearchPoint(
            String optimizer, String variant, String schedule, double learningRate, int step, double loss) {}

    /** What is judged. */
    public List<OptimizerResult> learned() {
        return results.stream().filter(OptimizerResult::learned).toList();
    }

    /** The tuned baselines of a horizon. */
    public List<OptimizerResult> baselines(int horizon) {
        return results.stream().filter(result -> result.tunedFor() == horizon).toList();
    }

    /** The best of them. */
    public OptimizerResult best(int horizon) {
        return baselines(horizon).stream()
                .filter(OptimizerResult::best)
                .findFirst()
                .orElseThrow();
    }
}
