package io.metastep.cli.bench;

import com.sun.management.ThreadMXBean;
import io.metastep.cli.CommandFailure;
import io.metastep.cli.NamedThreads;
import io.metastep.cli.terminal.Progress;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs contenders round after round, interleaved; the first round warms up, the best of the others counts. */
final class Race {

    private static final int ROUNDS = 4;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final List<Contender> contenders;
    private final int threads;
    private final long roundNanos;

    Race(List<Contender> contenders, int threads, long roundNanos) {
        this.contenders = List.copyOf(contenders);
        this.threads = threads;
        this.roundNanos = roundNanos;
    }

    int rounds() {
        return ROUNDS * contenders.size();
    }

    /** The best round of each contender, by name. */
    Map<String, Measured> run(Progress progress) {
        Map<String, Measured> best = new LinkedHashMap<>();
        ExecutorService executor = Executors.newFixedThreadPool(threads, new NamedThreads("bench"));
        try {
            for (int round = 0; round < rounds(); round++) {
                Contender contender = contenders.get(round % contenders.size());
                progress.at(round, contender.name());
                Measured measured = round(contender, executor);
                boolean warmUp = round < contenders.size();
                best.merge(contender.name(), warmUp ? Measured.NOTHING : measured, Measured::faster);
            }
        } finally {
            executor.shutdown();
        }
        return best;
    }

    private Measured round(Contender contender, ExecutorService executor) {
        List<Callable<Measured>> work = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            Runnable run = contender.work().get();
            work.add(() -> repeat(run, contender.coordinateStepsPerRun()));
        }
        try {
            return total(executor.invokeAll(work));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("Interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(contender.name() + " failed", e.getCause());
        }
    }

    private Measured repeat(Runnable run, long coordinateSteps) {
        run.run();
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        long elapsed = 0;
        int runs = 0;
        while (elapsed < roundNanos) {
            run.run();
            runs++;
            elapsed = System.nanoTime() - start;
        }
        double allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes - MEASURING_BYTES;
        return new Measured(1e9 * coordinateSteps * runs / elapsed, Math.max(0, allocated) / runs);
    }

    /** What asking for the allocation itself allocates; subtracted, so that zero means zero. */
    private static final long MEASURING_BYTES = measuringBytes();

    private static long measuringBytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private static Measured total(List<Future<Measured>> results) throws ExecutionException, InterruptedException {
        double rate = 0;
        for (Future<Measured> result : results) {
            rate += result.get().rate();
        }
        return new Measured(rate, results.get(0).get().bytesPerRun());
    }
}
