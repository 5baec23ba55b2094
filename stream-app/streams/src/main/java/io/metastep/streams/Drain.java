package io.metastep.streams;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Asks every processor to make its memory durable and waits until all have. Thread-safe. */
final class Drain {
    private final Set<Object> waitingFor = new HashSet<>();
    private volatile boolean wanted;

    boolean isWanted() {
        return wanted;
    }

    synchronized void join(Object processor) {
        waitingFor.add(processor);
    }

    synchronized boolean isWaitingFor(Object processor) {
        return waitingFor.contains(processor);
    }

    synchronized void done(Object processor) {
        leave(processor);
    }

    synchronized void leave(Object processor) {
        waitingFor.remove(processor);
        notifyAll();
    }

    /** Whether all processors were done in time. */
    synchronized boolean request(Duration timeout) throws InterruptedException {
        wanted = true;
        long end = System.nanoTime() + timeout.toNanos();
        while (!waitingFor.isEmpty()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
