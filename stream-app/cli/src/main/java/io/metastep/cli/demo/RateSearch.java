package io.metastep.cli.demo;

import io.metastep.metalearner.LossCurve;
import io.metastep.optimizees.Task;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.Optimizers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The best rate of a rival for one task and one number of steps. First one rate per decade from 0.001 to 10, because losses over
 * rates have plateaus on which a local search stops early; then downhill on a grid of four per decade until both neighbours of
 * the winner are worse, which may lead beyond that range.
 */
final class RateSearch {

    /** About how many runs all rivals together take, for progress. */
    static final int USUAL_RUNS = 42;

    private static final int PER_DECADE = 4;
    private static final int LOWEST = -3 * PER_DECADE;
    private static final int HIGHEST = PER_DECADE;
    private static final int LIMIT = 8 * PER_DECADE;

    private final Task task;
    private final int steps;
    private final List<Long> seeds;
    private final Runnable afterRun;

    RateSearch(Task task, int steps, List<Long> seeds, Runnable afterRun) {
        this.task = task;
        this.steps = steps;
        this.seeds = List.copyOf(seeds);
        this.afterRun = afterRun;
    }

    Tuned best(Rival rival) {
        Family first = new Family(rival.families().get(0));
        int winner = first.downhill(first.coarse());
        Tuned best = first.tuned(rival, winner);
        for (Rival.Family other : rival.families().subList(1, rival.families().size())) {
            Family family = new Family(other);
            Tuned tuned = family.tuned(rival, family.downhill(winner));
            best = tuned.loss() < best.loss() ? tuned : best;
        }
        return best;
    }

    /** One family, its rate by index on the grid. */
    private final class Family {

        private final Rival.Family family;
        private final Map<Integer, Double> losses = new HashMap<>();

        Family(Rival.Family family) {
            this.family = family;
        }

        int coarse() {
            int best = LOWEST;
            for (int index = LOWEST; index <= HIGHEST; index += PER_DECADE) {
                best = loss(index) < loss(best) ? index : best;
            }
            return best;
        }

        int downhill(int start) {
            int best = start;
            int next = better(best);
            while (next != best && Math.abs(next) < LIMIT) {
                best = next;
                next = better(best);
            }
            return best;
        }

        /** The best of an index and its neighbours; the lower neighbour while all diverge. */
        private int better(int index) {
            int best = loss(index) < Double.POSITIVE_INFINITY ? index : index - 1;
            best = loss(index - 1) < loss(best) ? index - 1 : best;
            return loss(index + 1) < loss(best) ? index + 1 : best;
        }

        private double loss(int index) {
            return losses.computeIfAbsent(index, i -> run(spec(i)));
        }

        private OptimizerSpec spec(int index) {
            return family.at((float) Math.pow(10, (double) index / PER_DECADE));
        }

        Tuned tuned(Rival rival, int index) {
            return new Tuned(rival, spec(index), loss(index));
        }
    }

    private double run(OptimizerSpec spec) {
        double loss =
                LossCurve.of(task, List.of(steps), seeds, Optimizers.of(spec)).get(0);
        afterRun.run();
        return loss;
    }
}
