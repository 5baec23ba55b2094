package io.metastep.metalearner;

import io.metastep.optimizees.Task;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.Optimizers;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tunes hand-designed optimizers for a task and each of its horizons: every family of a {@link Baseline} at rates four per
 * decade, from 0.01 in both directions until two rates in a row brought nothing, so that no winner lies at an edge.
 *
 * <p>Tune on other seeds than those that are reported.
 */
public final class BaselineSearch {
    private static final int START = -8; // rate 0.01
    private static final int LOWEST = -24;
    private static final int HIGHEST = 8;
    private static final int PATIENCE = 2;
    private static final double WORTHWHILE = 0.999; // on a plateau no rate is a winner, and the search must not run off

    private final Task task;
    private final List<Integer> horizons;
    private final List<Long> seeds;

    public BaselineSearch(Task task, List<Integer> horizons, List<Long> seeds) {
        this.task = task;
        this.horizons = List.copyOf(horizons);
        this.seeds = List.copyOf(seeds);
    }

    /**
     * A hand-designed optimizer at its best rate.
     *
     * @param baseline what kind it is
     * @param horizon steps that it is tuned for
     * @param spec the optimizer
     * @param loss its mean loss on the tuning seeds
     */
    public record Tuned(Baseline baseline, int horizon, OptimizerSpec spec, double loss) {}

    /** The best optimizer of each kind for each horizon. */
    public List<Tuned> run() {
        return Stream.of(Baseline.values()).flatMap(kind -> run(kind).stream()).toList();
    }

    /** The best optimizer of one kind for each horizon. */
    public List<Tuned> run(Baseline baseline) {
        List<List<Tuned>> candidates = baseline.families().stream()
                .map(family -> search(baseline, family))
                .toList();
        return IntStream.range(0, horizons.size())
                .mapToObj(horizon -> candidates.stream()
                        .map(tuned -> tuned.get(horizon))
                        .min(Comparator.comparingDouble(Tuned::loss))
                        .orElseThrow())
                .toList();
    }

    private List<Tuned> search(Baseline baseline, Baseline.Family family) {
        var tried = new HashMap<Integer, List<Double>>();
        return IntStream.range(0, horizons.size())
                .mapToObj(horizon -> tuned(baseline, family, horizon, tried))
                .toList();
    }

    private Tuned tuned(Baseline baseline, Baseline.Family family, int horizon, Map<Integer, List<Double>> tried) {
        int index = bestIndex(family, horizon, tried);
        OptimizerSpec spec = family.at(Baseline.rate(index));
        return new Tuned(baseline, horizons.get(horizon), spec, loss(family, index, horizon, tried));
    }

    private int bestIndex(Baseline.Family family, int horizon, Map<Integer, List<Double>> tried) {
        int up = climb(family, horizon, tried, START, 1);
        return up > START ? up : climb(family, horizon, tried, START, -1);
    }

    private int climb(Baseline.Family family, int horizon, Map<Integer, List<Double>> tried, int from, int by) {
        int best = from;
        double least = loss(family, best, horizon, tried);
        for (int i = from + by; i >= LOWEST && i <= HIGHEST && goesOn(i - best, least, by); i += by) {
            double loss = loss(family, i, horizon, tried);
            if (loss < least * WORTHWHILE) {
                best = i;
                least = loss;
            }
        }
        return best;
    }

    /** Downwards, divergence is no reason to stop. */
    private static boolean goesOn(int beyondBest, double least, int by) {
        return Math.abs(beyondBest) <= PATIENCE || (by < 0 && Double.isInfinite(least));
    }

    private double loss(Baseline.Family family, int index, int horizon, Map<Integer, List<Double>> tried) {
        return tried.computeIfAbsent(index, i -> curve(family.at(Baseline.rate(i))))
                .get(horizon);
    }

    private List<Double> curve(OptimizerSpec spec) {
        return LossCurve.of(task, horizons, seeds, Optimizers.of(spec));
    }
}
