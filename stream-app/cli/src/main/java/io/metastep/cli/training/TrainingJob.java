package io.metastep.cli.training;

import io.metastep.client.Gradients;
import io.metastep.client.Job;
import io.metastep.client.JobStatistics;
import io.metastep.client.MetastepClient;
import io.metastep.optimizees.Optimizee;
import io.metastep.optimizees.Task;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;

/** One task trained through the cluster, a step at a time. Runs on its caller's thread; its progress can be read by any. */
public final class TrainingJob implements Callable<JobResult> {

    private final MetastepClient client;
    private final JobSettings settings;
    private final Task task;
    private final long seed;
    private final int steps;
    private final InstantSource clock;
    private volatile int step;
    private volatile double loss = Double.NaN;

    public TrainingJob(
            MetastepClient client, JobSettings settings, Task task, long seed, int steps, InstantSource clock) {
        this.client = client;
        this.settings = settings;
        this.task = task;
        this.seed = seed;
        this.steps = steps;
        this.clock = clock;
    }

    @Override
    public JobResult call() {
        try (Optimizee optimizee = task.open(seed);
                Job job = client.open(settings.spec(optimizee))) {
            return train(optimizee, job);
        }
    }

    private JobResult train(Optimizee optimizee, Job job) {
        float[][] parameters = optimizee.initialParameters();
        double initialLoss = optimizee.evaluate(parameters).loss();
        long start = clock.millis();
        descend(optimizee, job, parameters);
        Duration elapsed = Duration.ofMillis(clock.millis() - start);
        double finalLoss = optimizee.evaluate(parameters).loss();
        JobStatistics statistics = job.statistics();
        return new JobResult(
                settings.jobId(),
                task.name(),
                statistics.optimizers(),
                steps,
                initialLoss,
                finalLoss,
                statistics.updatesExpected(),
                statistics.updatesApplied(),
                statistics.fallbackSteps(),
                statistics.reverts(),
                statistics.p50Millis(),
                statistics.p99Millis(),
                optimizee.size(),
                elapsed);
    }

    private void descend(Optimizee optimizee, Job job, float[][] parameters) {
        float[][] gradients = optimizee.newArrays();
        for (int i = 0; i < steps; i++) {
            double minibatchLoss = optimizee.lossAndGradients(parameters, i, gradients);
            loss = minibatchLoss;
            job.step(Gradients.of(gradients), minibatchLoss).applyTo(parameters);
            step = i + 1;
        }
    }

    public String jobId() {
        return settings.jobId();
    }

    public Task task() {
        return task;
    }

    public int steps() {
        return steps;
    }

    /** Steps taken so far. */
    public int step() {
        return step;
    }

    /** Loss of the last minibatch; NaN before the first. */
    public double loss() {
        return loss;
    }
}
