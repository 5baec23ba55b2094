package io.metastep.metalearner;

import java.util.ArrayList;
import java.util.List;

/** The last steps of a job, all its coordinates: what it takes to probe how its gradients answer to its updates. */
final class Course {
    private final List<CourseStep> steps = new ArrayList<>();

    /** Notes a step after its update; the parameters are those before it. */
    void log(long number, double smoothed, float[] parameters, float[][] gradients, float[][] updates) {
        steps.add(new CourseStep(number, smoothed, parameters, Flat.of(gradients), Flat.of(updates)));
    }

    /** The steps, oldest first. */
    List<CourseStep> steps() {
        return steps;
    }

    /** Forgets the oldest steps. */
    void forget(int count) {
        steps.subList(0, Math.min(count, steps.size())).clear();
    }

    void save(SnapshotOutput out) {
        out.list(steps, step -> step.save(out));
    }

    void restore(SnapshotInput in) {
        steps.addAll(in.list(() -> CourseStep.restore(in)));
    }
}
