package io.metastep.metalearner.evaluation;

import io.metastep.metalearner.Divergence;
import io.metastep.metalearner.InnerLoop;
import io.metastep.optimizees.Optimizee;
import io.metastep.optimizees.Task;
import io.metastep.optimizer.Optimizer;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * One member of a task trained by one optimizer: losses over everything that the member holds, at fixed parameters. A run whose
 * loss exceeds 1,000 times its first has diverged and ends; its losses are infinite from then on.
 */
final class Trial {
    private final SortedMap<Integer, double[]> losses = new TreeMap<>(); // step to [problem]
    private final SortedMap<Integer, Double> accuracies = new TreeMap<>(); // step to share of test images
    private final EvaluationTask task;
    private final Contender contender;
    private final long seed;
    private final LongSupplier nanoClock;
    private long optimizerNanos;
    private long nanos;
    private long stepsDone;
    private boolean diverged;

    private Trial(EvaluationTask task, Contender contender, long seed, LongSupplier nanoClock) {
        this.task = task;
        this.contender = contender;
        this.seed = seed;
        this.nanoClock = nanoClock;
    }

    static Trial run(EvaluationTask task, Contender contender, long seed, LongSupplier nanoClock) {
        var trial = new Trial(task, contender, seed, nanoClock);
        trial.run();
        return trial;
    }

    private void run() {
        Optimizer optimizer = contender.optimizer().fork();
        try (var loop = new InnerLoop(task.task().open(seed), optimizer)) {
            double limit = Divergence.limit(loop.observe());
            for (int step : contender.steps(task)) {
                train(loop, optimizer, step, limit);
                take(loop, step);
            }
        }
    }

    private void train(InnerLoop loop, Optimizer optimizer, int until, double limit) {
        while (loop.step() < until && !diverged) {
            long start = nanoClock.getAsLong();
            loop.advance(optimizer, contender.schedule().factor(loop.step(), contender.length()));
            long advanced = nanoClock.getAsLong();
            double loss = loop.observe();
            optimizerNanos += advanced - start;
            nanos += nanoClock.getAsLong() - start;
            stepsDone++;
            diverged = !(loss < limit);
        }
    }

    private void take(InnerLoop loop, int step) {
        double[] taken = loop.problemLosses();
        diverged |= !Arrays.stream(taken).allMatch(Double::isFinite);
        if (diverged) {
            Arrays.fill(taken, Double.POSITIVE_INFINITY);
        }
        losses.put(step, taken);
        if (task.horizons().contains(step)) {
            task.test().ifPresent(test -> accuracies.put(step, accuracy(loop, test)));
        }
    }

    private double accuracy(InnerLoop loop, Task test) {
        try (Optimizee onTestImages = test.open(seed)) {
            return loop.evaluateOn(onTestImages).accuracy().orElse(Double.NaN);
        }
    }

    /** Losses of the member's problems after a number of steps. */
    double[] losses(int step) {
        return losses.getOrDefault(step, new double[0]);
    }

    /** Mean over the member's problems; infinite if it diverged. */
    double meanLoss(int step) {
        return Arrays.stream(losses(step)).average().orElse(Double.POSITIVE_INFINITY);
    }

    /** Share of test images recognized after a number of steps; NaN if it was not taken. */
    double accuracy(int step) {
        return accuracies.getOrDefault(step, Double.NaN);
    }

    boolean diverged() {
        return diverged;
    }

    double nanosPerStep() {
        return (double) nanos / stepsDone;
    }

    double optimizerNanosPerStep() {
        return (double) optimizerNanos / stepsDone;
    }
}
