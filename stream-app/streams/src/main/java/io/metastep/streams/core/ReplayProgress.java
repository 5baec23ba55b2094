package io.metastep.streams.core;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How far the replays of an instance have come. Thread-safe. */
public final class ReplayProgress {
    private final Set<Stretch> running = ConcurrentHashMap.newKeySet();

    /** One replay: offsets from the first to read to the one after the last. */
    final class Stretch implements AutoCloseable {
        private final long end;
        private volatile long next;

        private Stretch(long from, long end) {
            this.next = from;
            this.end = end;
        }

        /** The record was read. */
        void pass(long offset) {
            next = offset + 1;
        }

        @Override
        public void close() {
            running.remove(this);
        }
    }

    /** Begins a replay; whoever began it closes it. */
    Stretch begin(long from, long end) {
        Stretch stretch = new Stretch(from, end);
        running.add(stretch);
        return stretch;
    }

    /** Offsets that are still to be read. */
    public long left() {
        return running.stream()
                .mapToLong(stretch -> Math.max(0, stretch.end - stretch.next))
                .sum();
    }
}
