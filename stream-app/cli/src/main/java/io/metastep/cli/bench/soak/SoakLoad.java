package io.metastep.cli.bench.soak;

import io.metastep.cli.NamedThreads;
import io.metastep.client.ClientSettings;
import io.metastep.client.JobException;
import io.metastep.client.MetastepClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Jobs beside each other without a pause: where one ends the next one begins, until this is closed. */
final class SoakLoad implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ClientSettings settings;
    private final MetastepClient client;
    private final ExecutorService threads;
    private final AtomicLong jobs = new AtomicLong();
    private final AtomicLong updates = new AtomicLong();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private volatile boolean isClosed;

    private SoakLoad(ClientSettings settings, int beside) {
        this.settings = settings;
        client = MetastepClient.open(settings);
        threads = Executors.newFixedThreadPool(beside, new NamedThreads("soak-job"));
    }

    /**
     * Begins.
     *
     * @param beside jobs at a time
     */
    static SoakLoad start(ClientSettings settings, int beside) {
        SoakLoad load = new SoakLoad(settings, beside);
        for (int i = 0; i < beside; i++) {
            load.threads.execute(load::oneAfterTheOther);
        }
        return load;
    }

    private void oneAfterTheOther() {
        try {
            while (!isClosed) {
                new JobCourse(settings, client, updates, jobs.incrementAndGet()).run();
            }
        } catch (RuntimeException e) {
            if (!(isClosed && e instanceof JobException)) {
                failure.compareAndSet(null, e);
            }
        }
    }

    /** Jobs that have begun. */
    long jobs() {
        return jobs.get();
    }

    /** Updates that jobs received. */
    long updates() {
        return updates.get();
    }

    /** Throws what stopped a job, if anything did. */
    void requireHealthy() {
        RuntimeException found = failure.get();
        if (found != null) {
            throw found;
        }
    }

    @Override
    public void close() {
        isClosed = true;
        client.close();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
