package io.metastep.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.schemas.Topic;
import io.metastep.schemas.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;

class DurabilityTest {
    private static final Topics TOPICS = Topics.standard();

    private static Durability durability(int replicas, String minInSync, boolean unclean) {
        Config config = new Config(List.of(
                new ConfigEntry("min.insync.replicas", minInSync),
                new ConfigEntry("unclean.leader.election.enable", Boolean.toString(unclean))));
        return new Durability(
                TOPICS,
                Map.of(Topic.GRADIENTS, config, Topic.UPDATES, config),
                Map.of(Topic.GRADIENTS, replicas, Topic.UPDATES, replicas));
    }

    @Test
    void three_replicas_of_which_two_have_to_agree_are_fine() {
        assertThat(durability(3, "2", false).problems()).isEmpty();
        assertThat(durability(3, "2", false).warnings(3)).isEmpty();
    }

    @Test
    void one_broker_alone_cannot_do_better() {
        assertThat(durability(1, "1", true).problems()).isEmpty();
        assertThat(durability(1, "1", false).warnings(1)).isEmpty();
    }

    @Test
    void one_replica_among_several_brokers_is_a_warning() {
        assertThat(durability(1, "1", false).warnings(3))
                .singleElement()
                .asString()
                .contains("one of the 3 brokers", TOPICS.gradients() + ", " + TOPICS.updates(), "3 replicas");
    }

    @Test
    void replicas_that_nobody_waits_for_are_a_warning() {
        assertThat(durability(3, "1", false).warnings(3))
                .singleElement()
                .asString()
                .contains("min.insync.replicas=1", TOPICS.gradients(), "set it to 2");
    }

    @Test
    void leaders_that_may_have_missed_records_are_refused_on_every_topic() {
        assertThat(durability(2, "2", true).problems())
                .hasSize(2)
                .first()
                .asString()
                .contains(TOPICS.gradients(), "unclean.leader.election.enable=true", "set it to false");
    }

    @Test
    void what_the_cluster_does_not_tell_counts_as_right() {
        Durability unknown = new Durability(TOPICS, Map.of(), Map.of(Topic.GRADIENTS, 3));
        assertThat(unknown.problems()).isEmpty();
        assertThat(unknown.warnings(3)).isEmpty();
    }
}
