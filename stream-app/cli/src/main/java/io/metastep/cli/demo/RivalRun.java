package io.metastep.cli.demo;

import io.metastep.ops.page.Baseline;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a rival made of a job's problem.
 *
 * @param steps after which the loss was taken, ascending
 * @param losses over the whole problem; infinite once they were no numbers
 */
record RivalRun(Rival rival, List<Integer> steps, List<Double> losses) {
    double finalLoss() {
        return losses.get(losses.size() - 1);
    }

    static Map<Rival, Double> finalLosses(List<RivalRun> runs) {
        Map<Rival, Double> losses = new EnumMap<>(Rival.class);
        runs.forEach(run -> losses.put(run.rival(), run.finalLoss()));
        return losses;
    }

    Baseline baseline(PlannedJob job) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (Double.isFinite(losses.get(i))) {
                points.add(new double[] {steps.get(i), losses.get(i)});
            }
        }
        return new Baseline(job.jobId(), rival.title(), points);
    }
}
