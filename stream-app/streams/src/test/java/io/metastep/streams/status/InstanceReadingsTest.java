package io.metastep.streams.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.streams.status.PartitionBoard.Reading;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What the parts of an instance's status are read from. */
class InstanceReadingsTest {
    private static final TopicPartition HEADERS = new TopicPartition("m-headers-changelog", 0);
    private static final TopicPartition SNAPSHOTS = new TopicPartition("m-snapshots-changelog", 0);

    private final PartitionBoard board = new PartitionBoard();

    @Test
    void the_board_tells_partitions_versions_and_the_oldest_record_that_is_not_covered() {
        assertThat(board.partitions()).isEmpty();
        assertThat(board.snapshotAgeSeconds(5_000)).isNull();
        board.put(3, new Reading(OptionalLong.of(2_000), Set.of("a@1", "b@2")));
        board.put(1, new Reading(OptionalLong.of(4_000), Set.of("a@1")));
        board.put(2, new Reading(OptionalLong.empty(), Set.of()));
        assertThat(board.partitions()).containsExactly(1, 2, 3);
        assertThat(board.optimizers()).containsExactly("a@1", "b@2");
        assertThat(board.snapshotAgeSeconds(5_000)).isEqualTo(3);
        assertThat(board.snapshotAgeSeconds(1_000)).as("clocks differ").isZero();
        board.remove(3);
        assertThat(board.snapshotAgeSeconds(5_000)).isEqualTo(1);
        assertThat(board.optimizers()).containsExactly("a@1");
    }

    @Test
    void a_restore_counts_down_and_ends_at_zero_however_it_ends() {
        RestoreProgress restore = new RestoreProgress();
        restore.onRestoreStart(HEADERS, "headers", 10, 110);
        restore.onRestoreStart(SNAPSHOTS, "snapshots", 0, 50);
        assertThat(restore.left()).isEqualTo(150);
        restore.onBatchRestored(HEADERS, "headers", 59, 50);
        assertThat(restore.left()).isEqualTo(100);
        restore.onRestoreEnd(HEADERS, "headers", 100);
        assertThat(restore.left()).isEqualTo(50);
        restore.onRestoreSuspended(SNAPSHOTS, "snapshots", 0);
        assertThat(restore.left()).isZero();
    }

    @Test
    void the_lag_is_that_of_the_gradients_each_partition_once() {
        Map<MetricName, Metric> metrics = Map.ofEntries(
                lag("m.gradients.v1", "0", 5),
                lag("m_gradients_v1", "0", 5),
                lag("m.gradients.v1", "1", 7),
                lag("m.gradients.v1", "2", Double.NaN),
                lag("m.activity.v1", "0", 100));
        assertThat(StreamsReadings.lag(metrics, "m.gradients.v1")).isEqualTo(12);
        assertThat(StreamsReadings.lag(metrics, "other")).isNull();
    }

    private static Map.Entry<MetricName, Metric> lag(String topic, String partition, double value) {
        MetricName name = new MetricName("records-lag", "g", "", Map.of("topic", topic, "partition", partition));
        return Map.entry(name, new Metric() {
            @Override
            public MetricName metricName() {
                return name;
            }

            @Override
            public Object metricValue() {
                return value;
            }
        });
    }
}
