package io.metastep.metalearner;

import io.metastep.optimizees.Task;
import java.util.List;

/**
 * A task on which versions are compared with tuned baselines.
 *
 * @param task what is trained
 * @param horizons steps after which the loss is judged, ascending
 * @param seeds how many members of the task, none of which training or tuning sees
 */
public record ValidationTask(Task task, List<Integer> horizons, int seeds) {
    public ValidationTask {
        horizons = List.copyOf(horizons);
        if (horizons.isEmpty()
                || horizons.get(0) < 1
                || !horizons.stream().sorted().toList().equals(horizons)) {
            throw new IllegalArgumentException(task.name() + ": horizons " + horizons + ", expected ascending steps");
        }
        if (seeds < 1) {
            throw new IllegalArgumentException(task.name() + ": " + seeds + " seeds, expected at least 1");
        }
    }

    int longest() {
        return horizons.get(horizons.size() - 1);
    }
}
