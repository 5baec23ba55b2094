package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.WireException;
import io.metastep.streams.core.Counters.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * One thread that steps records of some blocks again, with machine, buffers and optimizers of its own. Records of a block keep their
 * order; all that wait when its turn comes are stepped one after the other, while its memory is in the processor's cache: in turn,
 * each step would have to bring that of another block from main memory.
 */
final class ReplayLane implements AutoCloseable {
    /** Bytes of records that wait for one lane: enough to keep it busy while the log is read. */
    private static final int WAITING_BYTES = 16 << 20;

    private final ExecutorService executor;
    private final OptimizerCatalogue catalogue;
    private final Stepper stepper;
    private final Semaphore room = new Semaphore(WAITING_BYTES);

    /** Of the blocks whose turn is to come. Guarded by this lane. */
    private final Map<BlockKey, List<Waiting>> waiting = new HashMap<>();

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

    private record Waiting(Work work, int bytes) {}

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

    /** Has the work done after what was submitted before for the same block; waits while too much is waiting. */
    void submit(BlockKey block, GradientRecord logged, Work work) {
        throwFailure();
        int bytes = Math.min(logged.bytes(), WAITING_BYTES);
        room.acquireUninterruptibly(bytes);
        if (enqueue(block, new Waiting(work, bytes))) {
            executor.execute(() -> dequeue(block).forEach(this::run));
        }
    }

    /** Whether it is the first that waits for the block's turn. */
    private synchronized boolean enqueue(BlockKey block, Waiting next) {
        List<Waiting> queue = waiting.computeIfAbsent(block, b -> new ArrayList<>());
        queue.add(next);
        return queue.size() == 1;
    }

    private synchronized List<Waiting> dequeue(BlockKey block) {
        return Objects.requireNonNull(waiting.remove(block));
    }

    private void run(Waiting next) {
        try {
            run(next.work());
        } finally {
            room.release(next.bytes());
        }
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
