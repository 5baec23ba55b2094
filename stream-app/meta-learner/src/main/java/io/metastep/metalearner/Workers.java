package io.metastep.metalearner;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A fixed number of threads that map lists; results come in the order of the inputs, whoever finishes first. */
final class Workers implements AutoCloseable {
    private final ExecutorService threads;

    Workers(int count) {
        var number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(count, task -> {
            var thread = new Thread(task, "meta-training-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    <A, B> List<B> map(List<A> inputs, Function<A, B> function) {
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
            throw new IllegalStateException("A meta-training thread failed", e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
