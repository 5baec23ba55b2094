package io.metastep.cli.demo;

import io.metastep.cli.training.JobSettings;
import io.metastep.cli.training.TrainingJob;
import io.metastep.client.MetastepClient;
import io.metastep.optimizees.Task;
import io.metastep.optimizees.TaskCatalogue;
import io.metastep.schemas.ElementEncoding;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

    /** The job itself, as it trains through a cluster with the optimizer that it asks for. */
    TrainingJob through(MetastepClient client, String optimizer, int steps, InstantSource clock) {
        JobSettings settings = new JobSettings(
                jobId, optimizer, Map.of(), ElementEncoding.FLOAT32, 1, JobSettings.FALLBACK_RATE, 1, task.name());
        return new TrainingJob(client, settings, task, seed, steps, clock);
    }

    /** What the jobs train, each task once. */
    static List<Task> tasks(List<PlannedJob> jobs) {
        return jobs.stream().map(PlannedJob::task).distinct().toList();
    }
}
