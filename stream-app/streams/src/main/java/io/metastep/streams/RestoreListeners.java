package io.metastep.streams;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** Several listeners where Kafka Streams takes one. */
record RestoreListeners(List<StateRestoreListener> all) implements StateRestoreListener {
    RestoreListeners {
        all = List.copyOf(all);
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long from, long end) {
        all.forEach(listener -> listener.onRestoreStart(changelog, store, from, end));
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long last, long records) {
        all.forEach(listener -> listener.onBatchRestored(changelog, store, last, records));
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long records) {
        all.forEach(listener -> listener.onRestoreEnd(changelog, store, records));
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long records) {
        all.forEach(listener -> listener.onRestoreSuspended(changelog, store, records));
    }
}
