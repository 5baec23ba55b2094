package io.metastep.metalearner;

import io.metastep.optimizees.Optimizee;
import io.metastep.optimizees.Task;
import io.metastep.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Judges an optimizer by whole training runs in process: losses over everything a problem holds, at fixed parameters. */
public final class LossCurve {
    private LossCurve() {}

    /**
     * Trains members of a task.
     *
     * @param horizons steps after which the loss is taken, ascending
     * @param seeds which members
     * @return mean loss over the seeds at each horizon; infinite once one of them is not a number
     */
    public static List<Double> of(Task task, List<Integer> horizons, List<Long> seeds, Optimizer optimizer) {
        return of(task, horizons, seeds, optimizer, Schedule.CONSTANT);
    }

    /** The same with a schedule, which ends at the last horizon. */
    static List<Double> of(
            Task task, List<Integer> horizons, List<Long> seeds, Optimizer optimizer, Schedule schedule) {
        var sums = new double[horizons.size()];
        for (long seed : seeds) {
            List<Double> curve = of(task.open(seed), horizons, optimizer, schedule);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += curve.get(i) / seeds.size();
            }
        }
        return Arrays.stream(sums).boxed().toList();
    }

    private static List<Double> of(
            Optimizee optimizee, List<Integer> horizons, Optimizer optimizer, Schedule schedule) {
        int length = horizons.get(horizons.size() - 1);
        var curve = new ArrayList<Double>();
        try (var loop = new InnerLoop(optimizee, optimizer)) {
            double loss = loop.observe();
            double limit = Divergence.limit(loss);
            for (int horizon : horizons) {
                while (loop.step() < horizon && loss < limit) {
                    loop.advance(optimizer, schedule.factor(loop.step(), length));
                    loss = loop.observe();
                }
                curve.add(
                        loop.step() < horizon
                                ? Double.POSITIVE_INFINITY
                                : finite(loop.evaluate().loss()));
            }
        }
        return curve;
    }

    private static double finite(double loss) {
        return Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY;
    }
}
