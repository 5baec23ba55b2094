package io.metastep.streams.status;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How many records of changelogs, and of the optimizers, are still to be read. Thread-safe. */
public final class RestoreProgress implements StateRestoreListener {
    private final Map<TopicPartition, Stretch> running = new ConcurrentHashMap<>();

    private record Stretch(long next, long end) {}

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long from, long end) {
        running.put(changelog, new Stretch(from, end));
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long last, long records) {
        running.computeIfPresent(changelog, (key, stretch) -> new Stretch(last + 1, stretch.end()));
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long records) {
        running.remove(changelog);
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long records) {
        running.remove(changelog);
    }

    long left() {
        return running.values().stream()
                .mapToLong(stretch -> Math.max(0, stretch.end() - stretch.next()))
                .sum();
    }
}
