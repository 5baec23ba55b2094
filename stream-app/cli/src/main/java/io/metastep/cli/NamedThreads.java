package io.metastep.cli;

import io.metastep.optimizees.Nd4jThreads;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Daemon threads named by their role. ND4J's number of threads per call is a setting of each calling thread: left at all cores,
 * threads side by side make every call a hundred times slower.
 */
public final class NamedThreads implements ThreadFactory {

    private final String role;
    private final AtomicInteger count = new AtomicInteger();

    public NamedThreads(String role) {
        this.role = role;
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(() -> runAlone(work), role + "-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    private static void runAlone(Runnable work) {
        Nd4jThreads.useOne();
        work.run();
    }
}
