package io.metastep.cli.training;

import io.metastep.client.Gradients;
import io.metastep.client.Job;
import io.metastep.client.JobStatistics;
import io.metastep.client.MetastepClient;
import io.metastep.optimizees.Optimizee;
import io.metastep.optimizees.Task;
import io.metastep.optimizees.Tensor;
import io.metastep.optimizer.OptimizerSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** One task trained through the cluster, a step at a time. Runs on its caller's thread; its progress can be read by any. */
public final class TrainingJob implements Callable<JobResult> {

    private final MetastepClient client;
    private final JobSettings settings;
    private final Task task;
    private final long seed;
    private final int steps;
    private final InstantSource clock;
    private final Optional<OptimizerSpec> own;
    private volatile int step;
    private volatile double loss = Double.NaN;

    public TrainingJob(
            MetastepClient client, JobSettings settings, Task task, long seed, int steps, InstantSource clock) {
        this(client, settings, task, seed, steps, clock, Optional.empty());
    }

    /**
     * A job that may step itself.
     *
     * @param own the optimizer that it steps itself with, reporting what it does; empty: the cluster's
     */
    TrainingJob(
            MetastepClient client,
            JobSettings settings,
            Task task,
            long seed,
            int steps,
            InstantSource clock,
            Optional<OptimizerSpec> own) {
        this.own = own;
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
        descend(optimizee, parameters, driver(job, parameters));
        Duration elapsed = Duration.ofMillis(clock.millis() - start);
        double finalLoss = optimizee.evaluate(parameters).loss();
        JobStatistics statistics = job.statistics();
        return new JobResult(
                settings.jobId(),
                task.name(),
                optimizers(optimizee, statistics),
                steps,
                initialLoss,
                finalLoss,
                statistics.updatesExpected(),
                statistics.updatesApplied(),
                statistics.fallbackSteps(),
                statistics.reverts(),
                statistics.p50Millis(),
                statistics.p99Millis(),
                client.longestThrottle().toMillis(),
                optimizee.size(),
                elapsed);
    }

    private Map<String, String> optimizers(Optimizee optimizee, JobStatistics statistics) {
        return own.map(spec -> optimizee.tensors().stream()
                        .collect(Collectors.toMap(
                                Tensor::name,
                                tensor -> SpecText.withName(spec),
                                (one, same) -> one,
                                LinkedHashMap::new)))
                .<Map<String, String>>map(names -> names)
                .orElseGet(statistics::optimizers);
    }

    private void descend(Optimizee optimizee, float[][] parameters, Driver driver) {
        float[][] gradients = optimizee.newArrays();
        for (int i = 0; i < steps; i++) {
            double minibatchLoss = optimizee.lossAndGradients(parameters, i, gradients);
            loss = minibatchLoss;
            driver.step(gradients, minibatchLoss);
            step = i + 1;
        }
    }

    /** Changes the parameters at a step. */
    private interface Driver {
        void step(float[][] gradients, double loss);
    }

    private Driver driver(Job job, float[][] parameters) {
        return own.map(spec -> reporting(job, parameters, new OwnOptimizer(spec, parameters)))
                .orElseGet(() -> (gradients, loss) ->
                        job.step(Gradients.of(gradients), loss).applyTo(parameters));
    }

    private static Driver reporting(Job job, float[][] parameters, OwnOptimizer optimizer) {
        return (gradients, loss) -> {
            float[][] update = optimizer.step(gradients);
            job.report(Gradients.of(gradients), loss, Gradients.of(update));
            add(update, parameters);
        };
    }

    private static void add(float[][] update, float[][] parameters) {
        for (int t = 0; t < update.length; t++) {
            for (int i = 0; i < update[t].length; i++) {
                parameters[t][i] += update[t][i];
            }
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
