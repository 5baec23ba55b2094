package io.metastep.ops;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.List;

/**
 * Gives the metrics of all state stores the same label: Kafka Streams names it after the kind of the store ({@code
 * rocksdb-state-id}, {@code in-memory-state-id}), and Prometheus takes a metric with one set of labels only.
 */
final class StoreTags implements MeterFilter {
    private static final String METRICS = "kafka.stream.state.";
    private static final String KIND_OF_STORE = ".state.id";

    @Override
    public Meter.Id map(Meter.Id id) {
        if (!id.getName().startsWith(METRICS)) {
            return id;
        }
        List<Tag> tags = id.getTags().stream().map(StoreTags::renamed).toList();
        return id.replaceTags(tags);
    }

    private static Tag renamed(Tag tag) {
        return tag.getKey().endsWith(KIND_OF_STORE) ? Tag.of("store", tag.getValue()) : tag;
    }
}
