package io.metastep.cli.demo;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.NamedThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads of the demo; the first failure is the caller's. */
final class Workers implements AutoCloseable {

    private final ExecutorService executor;

    Workers(int threads, String role) {
        executor = Executors.newFixedThreadPool(threads, new NamedThreads(role));
    }

    /** As many as there are cores, for work in process. */
    static Workers onAllCores() {
        return new Workers(Runtime.getRuntime().availableProcessors(), "in-process");
    }

    /** Runs all of them and returns their results in the same order. */
    <T> List<T> all(List<? extends Callable<T>> work) {
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : executor.invokeAll(work)) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("Interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
