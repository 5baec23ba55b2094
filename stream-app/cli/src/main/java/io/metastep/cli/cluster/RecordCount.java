package io.metastep.cli.cluster;

import java.util.concurrent.atomic.LongAdder;

/** Counts the committed records of a topic by reading it; for topics that are nearly empty. */
public final class RecordCount {

    private RecordCount() {}

    public static long of(ClusterSettings cluster, String topic) {
        var count = new LongAdder();
        CommittedRecords.read(cluster, topic, any -> count.increment());
        return count.sum();
    }
}
