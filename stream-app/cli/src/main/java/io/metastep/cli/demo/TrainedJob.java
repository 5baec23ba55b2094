package io.metastep.cli.demo;

import io.metastep.cli.training.JobResult;
import java.util.Map;

/**
 * A job of a fleet after it ran, beside the rivals.
 *
 * @param number of the job, from 0
 * @param result through Kafka
 * @param rivals final losses of the rivals on the same problem, from the same parameters, with the same minibatches
 */
record TrainedJob(int number, JobResult result, Map<Rival, Double> rivals) {

    TrainedJob {
        rivals = Map.copyOf(rivals);
    }

    /** The lowest loss of a rival; infinite if all diverge. */
    double bestRival() {
        return rivals.values().stream()
                .mapToDouble(DemoReport::orInfinite)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
