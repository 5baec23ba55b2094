package io.metastep.cli.demo;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Jobs beside each other, each on a thread of its own: where one ends the next one begins, until there is no next one, or
 * somebody stops it.
 *
 * @param <T> what becomes of a job
 */
final class Fleet<T> implements AutoCloseable {

    private final int size;
    private final IntFunction<Optional<Callable<T>>> source;
    private final Consumer<T> finished;
    private final Workers threads;
    private final AtomicInteger started = new AtomicInteger();
    private volatile boolean isStopped;

    /**
     * A fleet that has not set out yet.
     *
     * @param size jobs beside each other
     * @param source the job of a number, from 0; empty if there are enough
     * @param finished hears what becomes of each job, on the job's thread
     */
    Fleet(int size, IntFunction<Optional<Callable<T>>> source, Consumer<T> finished) {
        this.size = size;
        this.source = source;
        this.finished = finished;
        threads = new Workers(size, "job");
    }

    /** Runs jobs until there is no next one. The first failure of one is thrown when the others have ended. */
    void run() {
        try {
            threads.all(IntStream.range(0, size)
                    .<Callable<Boolean>>mapToObj(thread -> this::oneAfterTheOther)
                    .toList());
        } catch (RejectedExecutionException e) {
            if (!isStopped) { // otherwise by stop(), before all threads had set out
                throw e;
            }
        }
    }

    private boolean oneAfterTheOther() throws Exception {
        try {
            Optional<Callable<T>> next = next();
            while (next.isPresent()) {
                finished.accept(next.get().call());
                next = next();
            }
            return true;
        } catch (RuntimeException e) {
            boolean isGivenUp = isStopped; // by stop(), whose interruption this is
            isStopped = true;
            if (isGivenUp) {
                return false;
            }
            throw e;
        }
    }

    private Optional<Callable<T>> next() {
        return isStopped ? Optional.empty() : source.apply(started.getAndIncrement());
    }

    /** Gives up the jobs that run and starts no other one; any thread. */
    void stop() {
        isStopped = true;
        threads.close();
    }

    @Override
    public void close() {
        threads.close();
    }
}
