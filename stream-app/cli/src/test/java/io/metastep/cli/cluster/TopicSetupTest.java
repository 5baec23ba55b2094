package io.metastep.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.broker.EmbeddedBroker;
import io.metastep.schemas.Topic;
import io.metastep.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicSetupTest {

    @Test
    void topicsAreCreatedOnceAndAsTheContractSays() {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Admin admin = ClusterSettings.plain(broker.bootstrapServers()).admin()) {
            ClusterSettings cluster = ClusterSettings.plain(broker.bootstrapServers());
            TopicSetup setup = new TopicSetup(admin, cluster.topics());

            assertThatThrownBy(setup::requireAll)
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("metastep.gradients.v1")
                    .hasMessageContaining("metastep topics create");
            assertThat(setup.create(3, Optional.empty())).containsExactly(Topic.values());
            assertThat(setup.create(3, Optional.empty())).isEmpty();
            assertThat(setup.missing()).isEmpty();

            List<TopicReport> reports = TopicReport.all(admin, cluster.topics());
            assertThat(reports)
                    .allSatisfy(report -> assertThat(report.deviations()).isEmpty());
            assertThat(reports)
                    .filteredOn(report -> report.partitions() == 1)
                    .extracting(TopicReport::topic)
                    .containsExactly(Topic.OPTIMIZERS.shortName(), Topic.LEARNER.shortName());
            assertThat(reports).filteredOn(report -> report.partitions() == 3).hasSize(reports.size() - 2);
        }
    }

    @Test
    void aTopicThatIsThereStaysAsItIsAndItsDeviationsAreNamed() {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Admin admin = ClusterSettings.plain(broker.bootstrapServers()).admin()) {
            Topics topics = Topics.standard();
            Map<String, String> other = new HashMap<>(Topic.GRADIENTS.configs());
            other.put("compression.type", "producer");
            other.put("retention.ms", "1800000");
            Await.result(admin.createTopics(List.of(new NewTopic(topics.gradients(), 2, (short) 1).configs(other)))
                    .all());
            assertThat(new TopicSetup(admin, topics).create(2, Optional.empty()))
                    .doesNotContain(Topic.GRADIENTS);

            List<TopicReport> reports = TopicReport.all(admin, topics);
            assertThat(reports)
                    .filteredOn(report -> !report.deviations().isEmpty())
                    .singleElement()
                    .satisfies(report -> assertThat(report.deviations())
                            .containsExactly(
                                    "compression.type is producer, the contract says uncompressed",
                                    "retention.ms is 1800000, the contract says 604800000"))
                    .satisfies(report -> assertThat(report.kept()).isEqualTo("30 min"));
        }
    }

    @Test
    void whatWasCreatedIsKnownToWhoeverAsksNext() {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Admin admin = ClusterSettings.plain(broker.bootstrapServers()).admin()) {
            for (int i = 0; i < 8; i++) {
                Topics topics = new Topics("fresh-" + i);
                new TopicSetup(admin, topics).create(16, Optional.empty());
                assertThat(TopicReport.ask(admin, topics)).hasSameSizeAs(Topic.values());
            }
        }
    }

    @Test
    void whatTheClusterRefusesIsReportedAtOnceWithItsReason() {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Admin admin = ClusterSettings.plain(broker.bootstrapServers()).admin()) {
            assertThatThrownBy(() -> new TopicSetup(admin, Topics.standard()).create(1, Optional.of((short) 3)))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("Could not create topic metastep.gradients.v1")
                    .hasMessageContaining("replica");
        }
    }
}
