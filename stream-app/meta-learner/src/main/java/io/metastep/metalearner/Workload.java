package io.metastep.metalearner;

import io.metastep.optimizees.Task;

/**
 * What meta-training trains on: jobs of one task, always the same number side by side; a job that reaches its horizon is
 * replaced by a fresh one.
 *
 * @param task what the jobs train
 * @param jobs how many run side by side
 * @param rescaling spread of the random scales and signs of coordinates, {@code +-e^U(-rescaling, rescaling)}; 0 leaves
 *     coordinates as they are
 * @param shortest smallest horizon of a job in steps
 * @param longest largest horizon; horizons are drawn log-uniformly, up to the shortest at first and up to this from half-way
 */
public record Workload(Task task, int jobs, double rescaling, int shortest, int longest) {
    public Workload {
        if (jobs < 1 || jobs > 1_000) {
            throw new IllegalArgumentException(task.name() + ": " + jobs + " jobs, expected 1 to 1000");
        }
        if (!(rescaling >= 0 && rescaling <= 10)) {
            throw new IllegalArgumentException(task.name() + ": rescaling " + rescaling + ", expected 0 to 10");
        }
        if (shortest < 2 || longest < shortest) {
            throw new IllegalArgumentException(
                    "%s: horizons %d to %d, expected 2 at least and the longest not below the shortest"
                            .formatted(task.name(), shortest, longest));
        }
    }

    /** Largest horizon at a point of the training, from 0 (start) to 1 (end): the curriculum. */
    int horizonLimit(double progress) {
        double grown = Math.min(1, 2 * progress);
        return (int) Math.round(shortest * Math.pow((double) longest / shortest, grown));
    }

    @Override
    public String toString() {
        return "%d x %s, %d..%d steps, rescaling %s".formatted(jobs, task.name(), shortest, longest, rescaling);
    }
}
