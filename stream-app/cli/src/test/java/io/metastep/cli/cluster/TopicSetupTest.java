package io.metastep.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.broker.EmbeddedBroker;
import io.metastep.schemas.Topic;
import io.metastep.schemas.Topics;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
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
