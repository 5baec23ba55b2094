package io.metastep.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.broker.EmbeddedBroker;
import io.metastep.schemas.Topic;
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
                    .containsExactly(Topic.OPTIMIZERS.shortName());
            assertThat(reports).filteredOn(report -> report.partitions() == 3).hasSize(reports.size() - 1);
        }
    }
}
