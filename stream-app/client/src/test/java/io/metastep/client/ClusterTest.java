package io.metastep.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.metastep.schemas.Topics;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.Test;

class ClusterTest {
    private static final ClientSettings SETTINGS =
            ClientSettings.at("host:9092").with(ClientSetting.PREFIX.key(), "team");
    private static final Topics TOPICS = SETTINGS.topics();

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("latest");

    @Test
    void allMissingTopicsAreNamedAtOnceWithTheCommandThatCreatesThem() {
        assertThatExceptionOfType(JobException.Unprepared.class)
                .isThrownBy(() -> Cluster.partitions(consumer, SETTINGS))
                .withMessageStartingWith("No topic team.gradients.v1, team.losses.v1, team.updates.v1 at host:9092")
                .withMessageContaining("metastep topics create");
    }

    @Test
    void topicsThatAreThereAreNotNamedAsMissing() {
        create(TOPICS.losses(), 3);
        assertThatExceptionOfType(JobException.Unprepared.class)
                .isThrownBy(() -> Cluster.partitions(consumer, SETTINGS))
                .withMessageStartingWith("No topic team.gradients.v1, team.updates.v1 at host:9092");
    }

    @Test
    void partitionsMustBeEqual() {
        create(TOPICS.gradients(), 3);
        create(TOPICS.updates(), 3);
        create(TOPICS.losses(), 2);
        assertThatExceptionOfType(JobException.Unprepared.class)
                .isThrownBy(() -> Cluster.partitions(consumer, SETTINGS))
                .withMessageContaining("{team.gradients.v1=3, team.losses.v1=2, team.updates.v1=3}");
        create(TOPICS.losses(), 3);
        assertThat(Cluster.partitions(consumer, SETTINGS)).isEqualTo(3);
    }

    @Test
    void aFollowerNeedsTheUpdatesOnly() {
        assertThatExceptionOfType(JobException.Unprepared.class)
                .isThrownBy(() -> Cluster.followedPartitions(consumer, SETTINGS))
                .withMessageStartingWith("No topic team.updates.v1 at host:9092");
        create(TOPICS.updates(), 5);
        assertThat(Cluster.followedPartitions(consumer, SETTINGS)).isEqualTo(5);
    }

    private void create(String topic, int partitions) {
        Node broker = new Node(0, "host", 9092);
        List<PartitionInfo> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new PartitionInfo(topic, partition, broker, new Node[0], new Node[0]))
                .toList();
        consumer.updatePartitions(topic, all);
    }
}
