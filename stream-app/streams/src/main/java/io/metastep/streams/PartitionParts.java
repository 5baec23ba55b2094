package io.metastep.streams;

import io.metastep.streams.core.GradientPartition;
import io.metastep.streams.core.Outbox;

/** A partition with what connects it to Kafka Streams: it may be older than its processor. */
record PartitionParts(
        int partition,
        GradientPartition blocks,
        PublishedOptimizers optimizers,
        KafkaTable headers,
        KafkaTable snapshots,
        KafkaTable position,
        LateOutbox outbox) {
    /** From now on it writes to those stores, which hold the same, and answers. */
    void connect(PartitionStores stores, Outbox answers) {
        headers.moveTo(stores.headers());
        snapshots.moveTo(stores.snapshots());
        position.moveTo(stores.position());
        outbox.connect(answers);
    }

    /** Rebuilds memory; writes and answers nothing. */
    void recover(RecoveryEvents events) {
        events.add(RecoveryEvent.Kind.REPLAY_STARTED, partition, 0);
        events.add(RecoveryEvent.Kind.REPLAY_ENDED, partition, blocks.recover());
    }
}
