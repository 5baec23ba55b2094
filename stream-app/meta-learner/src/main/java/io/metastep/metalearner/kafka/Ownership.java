package io.metastep.metalearner.kafka;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/** Which partitions of the trajectories topic are this learner's, and whether they were all the time. */
final class Ownership implements ConsumerRebalanceListener {
    private final TreeSet<Integer> owned = new TreeSet<>();
    private long epoch;

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        change(() -> partitions.forEach(partition -> owned.add(partition.partition())), partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        change(() -> partitions.forEach(partition -> owned.remove(partition.partition())), partitions);
    }

    private void change(Runnable change, Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            change.run();
            epoch++;
        }
    }

    boolean isNone() {
        return owned.isEmpty();
    }

    Set<Integer> partitions() {
        return Set.copyOf(owned);
    }

    /** Grows with every change. */
    long epoch() {
        return epoch;
    }
}
