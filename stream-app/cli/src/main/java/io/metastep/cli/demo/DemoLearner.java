package io.metastep.cli.demo;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.NamedThreads;
import io.metastep.cli.OnExit;
import io.metastep.metalearner.kafka.LearnerListener;
import io.metastep.metalearner.kafka.LearnerService;
import io.metastep.metalearner.online.LearnerProgress;
import io.metastep.metalearner.online.Release;
import io.metastep.metalearner.online.StepReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A learner on a thread of its own, and what it tells; any thread may ask. */
final class DemoLearner implements LearnerListener, AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final StopWatch watch;
    private final CompletableFuture<LearnerProgress> begun = new CompletableFuture<>();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final List<Published> published = new ArrayList<>(); // guarded by this
    private final LearnerService service;
    private volatile @Nullable LearnerProgress progress;

    /**
     * A version that jobs could use from then on.
     *
     * @param seconds since the start of the demo
     */
    record Published(int version, double seconds) {}

    private DemoLearner(Function<LearnerListener, LearnerService> service, StopWatch watch) {
        this.watch = watch;
        this.service = service.apply(this);
    }

    /**
     * Starts it, to be closed on exit, and waits until its first version is published.
     *
     * @param service the learner that tells a listener
     */
    static DemoLearner start(Function<LearnerListener, LearnerService> service, StopWatch watch, OnExit onExit) {
        DemoLearner learner = onExit.closing(new DemoLearner(service, watch));
        new NamedThreads("learner").newThread(learner::work).start();
        learner.awaitBeginning();
        return learner;
    }

    private void work() {
        try {
            service.run(OptionalLong.empty());
        } catch (RuntimeException e) {
            failure.complete(e);
            begun.completeExceptionally(e);
        }
    }

    private void awaitBeginning() {
        try {
            begun.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("Interrupted");
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } catch (TimeoutException e) {
            throw CommandFailure.failed(
                    "The learner has not begun after %d s; --verbose shows why".formatted(PATIENCE_SECONDS));
        }
    }

    private static CommandFailure failed(@Nullable Throwable cause) {
        return CommandFailure.failed("The learner stopped by itself: " + cause);
    }

    /** Calls this once if the learner stops by itself. */
    void onFailure(Runnable action) {
        var unused = failure.thenRun(action);
    }

    /** Fails if the learner stopped by itself. */
    void requireWell() {
        Throwable cause = failure.getNow(null);
        if (cause != null) {
            throw failed(cause);
        }
    }

    @Override
    public void works(LearnerProgress now, boolean isNew) {
        progress = now;
        begun.complete(now);
    }

    @Override
    public void stepped(StepReport step, LearnerProgress now) {
        progress = now;
    }

    @Override
    public void released(Release release) {
        release.file().ifPresent(file -> note(new Published(file.version(), watch.seconds())));
    }

    private synchronized void note(Published version) {
        published.add(version);
    }

    /** All versions after the first, in order. */
    synchronized List<Published> published() {
        return List.copyOf(published);
    }

    /** Where it stands; empty before it works. */
    Optional<LearnerProgress> progress() {
        return Optional.ofNullable(progress);
    }

    /** Segments that are logged and were not taken yet. */
    long lag() {
        return service.lag();
    }

    @Override
    public void close() {
        service.close();
    }
}
