package io.metastep.metalearner;

import io.metastep.optimizees.Nd4jThreads;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A fixed number of threads that map lists; results come in the order of the inputs, whoever finishes first. */
public final class Workers implements AutoCloseable {
    private final ExecutorService threads;

    Workers(int count) {
        this("meta-training", count);
    }

    /** Threads with names that say what they work for. */
    public Workers(String role, int count) {
        var number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(count, task -> {
            var thread = new Thread(() -> work(task), role + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    // OpenMP keeps its thread count per calling thread: set elsewhere, it would not hold here.
    private static void work(Runnable task) {
        Nd4jThreads.useOne();
        task.run();
    }

    /** What the function makes of each input. */
    public <A, B> List<B> map(List<A> inputs, Function<A, B> function) {
        List<Callable<B>> calls = inputs.stream()
                .<Callable<B>>map(input -> () -> function.apply(input))
                .toList();
        try {
            return threads.invokeAll(calls).stream().map(Workers::result).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MetaTrainingInterrupted(e);
        }
    }

    private static <B> B result(Future<B> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MetaTrainingInterrupted(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("A worker thread failed", e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
