package io.metastep.cli.bench.pipeline;

import io.metastep.streams.MetastepApplication;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Notes when an application was started and when it was last told its partitions, to about 5 ms. */
final class AssignmentWatch implements AutoCloseable {

    private static final int LOOK_MILLIS = 5;

    private final long startedMillis;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long assignedMillis;

    private AssignmentWatch(long startedMillis) {
        this.startedMillis = startedMillis;
    }

    static AssignmentWatch start(MetastepApplication application, InstantSource clock) {
        AssignmentWatch watch = new AssignmentWatch(clock.millis());
        Thread thread = new Thread(() -> watch.look(application, clock), "assignment-watch");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    private void look(MetastepApplication application, InstantSource clock) {
        try {
            boolean before = false;
            while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                boolean now = application.isTakingOver();
                assignedMillis = now && !before ? clock.millis() : assignedMillis;
                before = now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    long startedMillis() {
        return startedMillis;
    }

    /** 0 while there is none. */
    long assignedMillis() {
        return assignedMillis;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
