package io.metastep.streams;

import io.metastep.streams.RecoveryEvent.Kind;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** The latest events on the way back. Thread-safe. */
final class RecoveryEvents implements StateRestoreListener {
    private static final int KEPT = 10_000;

    private final InstantSource clock;
    private final Deque<RecoveryEvent> events = new ArrayDeque<>();
    private final Set<TopicPartition> unread = ConcurrentHashMap.newKeySet();

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
        if (isChangelog(changelog)) {
            add(Kind.RESTORE_STARTED, changelog.partition(), 0);
            unread.add(changelog);
        }
    }

    /** The global store of optimizers has none; it is filled before anything else. */
    private static boolean isChangelog(TopicPartition topic) {
        return topic.topic().endsWith("-changelog");
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long offset, long records) {
        if (unread.remove(changelog)) {
            add(Kind.RESTORE_READ, changelog.partition(), 0);
        }
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long records) {
        if (isChangelog(changelog)) {
            unread.remove(changelog);
            add(Kind.RESTORE_ENDED, changelog.partition(), records);
        }
    }
}
