package io.metastep.cli.bench.guard;

import io.metastep.cli.NamedThreads;
import io.metastep.cli.bench.guard.GuardReport.Row;
import io.metastep.cli.bench.guard.GuardedJob.Outcome;
import io.metastep.cli.terminal.Progress;
import io.metastep.metalearner.InnerLoop;
import io.metastep.optimizees.Task;
import io.metastep.optimizer.AdamSpec;
import io.metastep.optimizer.BlockState.Encoding;
import io.metastep.optimizer.Moments;
import io.metastep.optimizer.Optimizer;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.Optimizers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** Runs every kind of job on the same seeds. */
final class GuardBench implements AutoCloseable {
    /** Away from the seeds of other commands. */
    private static final long FIRST_SEED = 9_000;

    private final OptimizerFile optimizer;
    private final int seeds;
    private final Encoding snapshotEncoding;
    private final Progress progress;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), new NamedThreads("guarded-job"));
    private final AtomicInteger done = new AtomicInteger();

    GuardBench(OptimizerFile optimizer, int seeds, Encoding snapshotEncoding, Progress progress) {
        this.snapshotEncoding = snapshotEncoding;
        this.optimizer = optimizer;
        this.seeds = seeds;
        this.progress = progress;
    }

    /** Runs that {@link #rows} makes. */
    static long runs(int kinds, int seeds) {
        return (long) kinds * seeds * (1 + Sabotage.values().length);
    }

    /** One row for each sabotage. */
    List<Row> rows(Task task, float rate, int steps) {
        double adam = GuardReport.mean(all(task, seed -> adam(task, seed, rate, steps)));
        List<Row> rows = new ArrayList<>();
        for (Sabotage sabotage : Sabotage.values()) {
            Optimizer broken = sabotage.of(optimizer);
            List<Outcome> outcomes = all(
                    task,
                    seed -> GuardedJob.run(
                            task, seed, new ServedInMemory(broken.fork(), snapshotEncoding), rate, steps));
            rows.add(Row.of(task.name(), steps, rate, sabotage, outcomes, adam));
        }
        return rows;
    }

    private static double adam(Task task, long seed, float rate, int steps) {
        Optimizer adam = Optimizers.of(new AdamSpec(rate, Moments.BETA, Moments.BETA, Moments.EPSILON));
        try (InnerLoop loop = new InnerLoop(task.open(seed), adam)) {
            for (int step = 0; step < steps; step++) {
                loop.observe();
                loop.advance(adam);
            }
            return loop.evaluate().loss();
        }
    }

    private <T> List<T> all(Task task, LongFunction<T> run) {
        List<Callable<T>> work = LongStream.range(FIRST_SEED, FIRST_SEED + seeds)
                .<Callable<T>>mapToObj(seed -> () -> counted(task, run.apply(seed)))
                .toList();
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(work)) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private <T> T counted(Task task, T result) {
        progress.at(done.incrementAndGet(), task.name());
        return result;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
