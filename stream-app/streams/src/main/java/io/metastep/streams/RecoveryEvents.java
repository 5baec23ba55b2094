package io.metastep.streams;

import io.metastep.streams.RecoveryEvent.Kind;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** The latest events on the way back. Thread-safe. */
final class RecoveryEvents implements StateRestoreListener {
    private static final int KEPT = 10_000;

    private final InstantSource clock;
    private final Deque<RecoveryEvent> events = new ArrayDeque<>();

    RecoveryEvents(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void add(Kind kind, int partition, long records) {
        if (events.size() == KEPT) {
            events.removeFirst();
        }
        events.addLast(new RecoveryEvent(kind, partition, clock.instant(), records));
    }

    /** Oldest first. */
    synchronized List<RecoveryEvent> all() {
        return List.copyOf(events);
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long from, long to) {
        add(Kind.RESTORE_STARTED, changelog.partition(), 0);
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long offset, long records) {
        // The end tells how many.
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long records) {
        add(Kind.RESTORE_ENDED, changelog.partition(), records);
    }
}
