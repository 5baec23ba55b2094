package io.metastep.streams;

import io.metastep.streams.core.BlockStorage;
import io.metastep.streams.core.CoreSettings;
import io.metastep.streams.core.GradientLog;
import io.metastep.streams.core.GradientPartition;
import io.metastep.streams.core.Instance;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * Makes partitions of gradients.
 *
 * @param partitions of the gradients topic
 * @param logs opens the log of a partition
 */
record PartitionFactory(CoreSettings core, int partitions, IntFunction<GradientLog> logs, Instance instance) {
    /** The same, but that reading logs ends with a {@link ReplayException} once it is to stop. */
    PartitionFactory stoppable(BooleanSupplier isStopped) {
        return new PartitionFactory(
                core, partitions, partition -> new StoppableLog(logs.apply(partition), isStopped), instance);
    }

    /** One without memory, which answers nobody yet. */
    PartitionParts create(int partition, PartitionStores stores, PublishedOptimizers.Store published) {
        KafkaTable headers = new KafkaTable(stores.headers());
        KafkaTable snapshots = new KafkaTable(stores.snapshots());
        KafkaTable position = new KafkaTable(stores.position());
        LateOutbox outbox = new LateOutbox();
        PublishedOptimizers optimizers = new PublishedOptimizers(published);
        GradientPartition blocks = new GradientPartition(
                core,
                partition,
                partitions,
                new BlockStorage(headers, snapshots, position),
                logs.apply(partition),
                optimizers,
                outbox,
                instance);
        return new PartitionParts(partition, blocks, optimizers, headers, snapshots, position, outbox);
    }
}
