package io.metastep.metalearner;

import io.metastep.metalearner.Baseline.Family;
import io.metastep.optimizees.Task;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.Optimizers;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tunes hand-designed optimizers for a task and each of its horizons: the rate of a kind's first family is searched over all
 * decades, the rates of its other families around that ({@link RateSearch}).
 *
 * <p>Tune on other seeds than those that are reported.
 */
public final class BaselineSearch {
    /** Steps on the grid of four rates per decade between those that are looked at first. */
    private static final int COARSE = 4;

    private static final int FINE = 2;

    private final Task task;
    private final List<Integer> horizons;
    private final List<Long> seeds;
    private final List<Schedule> schedules;
    private final int stride;
    private final Consumer<Tried> afterRun;

    public BaselineSearch(Task task, List<Integer> horizons, List<Long> seeds) {
        this(task, horizons, seeds, () -> {});
    }

    /** A search that says when it has tried one more setting. */
    public BaselineSearch(Task task, List<Integer> horizons, List<Long> seeds, Runnable afterRun) {
        this(task, horizons, seeds, List.of(Schedule.CONSTANT), COARSE, tried -> afterRun.run());
    }

    /** A more thorough search: other schedules too, beginning with the first, and more rates; it tells what it has tried. */
    public BaselineSearch(
            Task task, List<Integer> horizons, List<Long> seeds, List<Schedule> schedules, Consumer<Tried> afterRun) {
        this(task, horizons, seeds, schedules, FINE, afterRun);
    }

    private BaselineSearch(
            Task task,
            List<Integer> horizons,
            List<Long> seeds,
            List<Schedule> schedules,
            int stride,
            Consumer<Tried> afterRun) {
        this.task = task;
        this.horizons = List.copyOf(horizons);
        this.seeds = List.copyOf(seeds);
        this.schedules = List.copyOf(schedules);
        this.stride = stride;
        this.afterRun = afterRun;
    }

    /**
     * A hand-designed optimizer at its best rate.
     *
     * @param baseline what kind it is
     * @param horizon steps that it is tuned for
     * @param spec the optimizer
     * @param schedule how its rate changes up to the horizon
     * @param loss its mean loss on the tuning seeds
     * @param atEdge whether its rate is the lowest or highest of the search, so that a better one may lie beyond
     */
    public record Tuned(
            Baseline baseline, int horizon, OptimizerSpec spec, Schedule schedule, double loss, boolean atEdge) {}

    /**
     * A setting that the search looked at.
     *
     * @param horizons steps after which losses were taken
     * @param losses mean losses on the tuning seeds, one for each horizon; infinite if it diverged
     */
    public record Tried(OptimizerSpec spec, Schedule schedule, List<Integer> horizons, List<Double> losses) {
        public Tried {
            horizons = List.copyOf(horizons);
            losses = List.copyOf(losses);
        }
    }

    /** The best optimizer of each kind for each horizon. */
    public List<Tuned> run() {
        return Stream.of(Baseline.values()).flatMap(kind -> run(kind).stream()).toList();
    }

    /** The best optimizer of one kind for each horizon. */
    public List<Tuned> run(Baseline baseline) {
        List<Rates> rates = schedules.stream()
                .flatMap(schedule -> baseline.families().stream().map(family -> new Rates(family, schedule)))
                .toList();
        return IntStream.range(0, horizons.size())
                .mapToObj(horizon -> best(baseline, rates, horizon))
                .toList();
    }

    private static Tuned best(Baseline baseline, List<Rates> rates, int horizon) {
        Rates first = rates.get(0);
        int start = first.search(horizon).best();
        Stream<Tuned> others = rates.stream()
                .skip(1)
                .map(family ->
                        family.tuned(baseline, horizon, family.search(horizon).bestNear(start)));
        return Stream.concat(Stream.of(first.tuned(baseline, horizon, start)), others)
                .min(Comparator.comparingDouble(Tuned::loss))
                .orElseThrow();
    }

    /** One family at many rates; a run at a constant rate serves all horizons. */
    private final class Rates {
        private final Family family;
        private final Schedule schedule;
        private final Map<Run, List<Double>> curves = new HashMap<>();

        Rates(Family family, Schedule schedule) {
            this.family = family;
            this.schedule = schedule;
        }

        private record Run(int index, List<Integer> horizons) {}

        RateSearch search(int horizon) {
            return new RateSearch(index -> loss(horizon, index), stride);
        }

        Tuned tuned(Baseline baseline, int horizon, int index) {
            return new Tuned(
                    baseline,
                    horizons.get(horizon),
                    spec(index),
                    schedule,
                    loss(horizon, index),
                    RateSearch.isEdge(index));
        }

        private double loss(int horizon, int index) {
            int steps = horizons.get(horizon);
            List<Integer> served = schedule == Schedule.CONSTANT ? horizons : List.of(steps);
            return curves.computeIfAbsent(new Run(index, served), this::curve).get(served.indexOf(steps));
        }

        private List<Double> curve(Run run) {
            OptimizerSpec spec = spec(run.index());
            List<Double> curve = LossCurve.of(task, run.horizons(), seeds, Optimizers.of(spec), schedule);
            afterRun.accept(new Tried(spec, schedule, run.horizons(), curve));
            return curve;
        }

        private OptimizerSpec spec(int index) {
            return family.at(RateSearch.rate(index));
        }
    }
}
