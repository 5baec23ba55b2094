package io.metastep.cli.demo;

import io.metastep.optimizees.Task;
import io.metastep.optimizees.TaskCatalogue;
import java.util.ArrayList;
import java.util.List;

/** A job of the demo before it runs. */
record PlannedJob(String jobId, Task task, long seed) {

    /** Every other job is a quadratic; the perceptrons take turns. */
    private static final List<String> TASKS = List.of("quadratic", "mlp", "quadratic", "mlp:activation=relu");

    static boolean isQuadratic(String task) {
        return task.startsWith("quadratic");
    }

    static List<PlannedJob> all(int jobs, long seed, TaskCatalogue catalogue) {
        List<Task> tasks = TASKS.stream().map(catalogue::parse).toList();
        List<PlannedJob> planned = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            Task task = tasks.get(i % tasks.size());
            planned.add(new PlannedJob("demo-%02d".formatted(i + 1), task, seed + i));
        }
        return planned;
    }

    /** What the jobs train, each task once. */
    static List<Task> tasks(List<PlannedJob> jobs) {
        return jobs.stream().map(PlannedJob::task).distinct().toList();
    }
}
