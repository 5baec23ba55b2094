package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.WireException;
import io.metastep.streams.core.Counters.Event;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** One thread that steps records of some blocks again, in their order, with machine, buffers and optimizers of its own. */
final class ReplayLane implements AutoCloseable {
    /** Bytes of records that wait for one lane: enough to keep it busy while the log is read. */
    private static final int WAITING_BYTES = 16 << 20;

    private final ExecutorService executor;
    private final OptimizerCatalogue catalogue;
    private final Stepper stepper;
    private final Semaphore room = new Semaphore(WAITING_BYTES);
    private volatile @Nullable RuntimeException failure;

    /** What steps a record. */
    static final class Stepper {
        private final BlockMachine machine;
        private final GradientReader reader;
        private final SegmentRecorder recorder;
        private final Comparer comparer;
        private final Counters counters;

        Stepper(
                BlockMachine machine,
                GradientReader reader,
                SegmentRecorder recorder,
                Comparer comparer,
                Counters counters) {
            this.machine = machine;
            this.reader = reader;
            this.recorder = recorder;
            this.comparer = comparer;
            this.counters = counters;
        }

        Arrival read(BlockKey key, GradientRecord logged) throws WireException {
            return reader.read(key, logged);
        }

        /** What the record did then; what it finished was published with its answer. */
        Verdict accept(LiveBlock block, Arrival arrival) {
            counters.add(Event.REPLAYED, 1);
            Verdict verdict = machine.accept(block, arrival, PinnedDecider.INSTANCE, PinnedDecider.NO_PAST);
            recorder.take();
            comparer.take();
            return verdict;
        }
    }

    /** Something to do with a record. */
    interface Work {
        void run(Stepper stepper) throws WireException;
    }

    ReplayLane(String name, OptimizerCatalogue catalogue, Stepper stepper) {
        this.catalogue = catalogue;
        this.stepper = stepper;
        this.executor = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The lane's own optimizers. */
    OptimizerCatalogue catalogue() {
        return catalogue;
    }

    /** Has the work done after what was submitted before; waits while too much is waiting. */
    void submit(GradientRecord logged, Work work) {
        throwFailure();
        int bytes = Math.min(logged.bytes(), WAITING_BYTES);
        room.acquireUninterruptibly(bytes);
        executor.execute(() -> {
            try {
                run(work);
            } finally {
                room.release(bytes);
            }
        });
    }

    private void run(Work work) {
        if (failure != null) {
            return;
        }
        try {
            work.run(stepper);
        } catch (WireException rejectedThenToo) {
            // It had no effect on any block then and has none now.
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void throwFailure() {
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
    }

    /** Waits until all is done. */
    void await() {
        try {
            CompletableFuture.runAsync(() -> {}, executor).join();
        } catch (CompletionException e) {
            throw new IllegalStateException("A replaying thread died", e);
        }
        throwFailure();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
