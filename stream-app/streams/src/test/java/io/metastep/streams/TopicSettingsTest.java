package io.metastep.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.schemas.Topic;
import io.metastep.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TopicSettingsTest {
    private static final Duration REPLAY_TIME = Duration.ofMinutes(10);
    private static final long REPLAY_BYTES = 1_000;
    private static final List<Topic> NEEDED = List.of(Topic.GRADIENTS, Topic.UPDATES, Topic.REJECTED, Topic.OPTIMIZERS);

    private final Map<Topic, Map<String, String>> settings = new HashMap<>();

    TopicSettingsTest() {
        NEEDED.forEach(topic -> settings.put(topic, new HashMap<>(topic.configs())));
    }

    private void set(Topic topic, String name, String value) {
        settings.computeIfAbsent(topic, one -> new HashMap<>()).put(name, value);
    }

    private List<String> problems() {
        return topicSettings().problems(REPLAY_TIME, REPLAY_BYTES);
    }

    private TopicSettings topicSettings() {
        Map<Topic, Config> configs = new HashMap<>();
        settings.forEach((topic, values) -> {
            List<ConfigEntry> entries = new ArrayList<>();
            values.forEach((name, value) -> entries.add(new ConfigEntry(name, value)));
            configs.put(topic, new Config(entries));
        });
        return new TopicSettings(Topics.standard(), configs);
    }

    @Test
    void topics_as_the_contract_says_are_fine() {
        assertThat(problems()).isEmpty();
        assertThat(topicSettings().warnings()).isEmpty();
    }

    @Test
    void gradients_that_stay_compressed_are_a_warning() {
        set(Topic.GRADIENTS, "compression.type", "producer");
        set(Topic.UPDATES, "compression.type", "producer");
        assertThat(problems()).isEmpty();
        assertThat(topicSettings().warnings()).singleElement().satisfies(warning -> assertThat(warning)
                .contains("metastep.gradients.v1", "compression.type=producer", "expected uncompressed"));
    }

    @ParameterizedTest
    @EnumSource(names = {"GRADIENTS", "UPDATES", "REJECTED", "OPTIMIZERS"})
    void timestamps_that_are_not_the_brokers_are_refused(Topic topic) {
        set(topic, "message.timestamp.type", "CreateTime");
        assertThat(problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains(Topics.standard().name(topic), "message.timestamp.type=CreateTime", "LogAppendTime"));
    }

    @ParameterizedTest
    @CsvSource({"GRADIENTS, compact", "UPDATES, compact", "REJECTED, 'compact,delete'", "OPTIMIZERS, delete"})
    void another_cleanup_is_refused(Topic topic, String policy) {
        set(topic, "cleanup.policy", policy);
        assertThat(problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains(Topics.standard().name(topic), "cleanup.policy=" + policy));
    }

    @Test
    void gradients_must_outlive_the_replay_bytes() {
        set(Topic.GRADIENTS, "retention.bytes", "1000");
        assertThat(problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains("retention.bytes=1000"));
        set(Topic.GRADIENTS, "retention.bytes", "1001");
        assertThat(problems()).isEmpty();
        set(Topic.GRADIENTS, "retention.bytes", "-1");
        assertThat(problems()).isEmpty();
    }

    @Test
    void the_largest_update_must_fit() {
        set(Topic.UPDATES, "max.message.bytes", "1048575");
        assertThat(problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains("metastep.updates.v1", "at least 1048576"));
    }

    @Test
    void what_is_kept_of_a_compressed_gradient_must_fit_into_a_rejection_however_small_its_topics_records_are() {
        set(Topic.GRADIENTS, "max.message.bytes", "1000");
        set(Topic.REJECTED, "max.message.bytes", "66536");
        assertThat(problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains("metastep.rejected.v1", "at least 1114112"));
    }

    @Test
    void gradients_must_outlive_the_replay_time() {
        set(Topic.GRADIENTS, "retention.ms", Long.toString(REPLAY_TIME.toMillis()));
        assertThat(problems())
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem)
                                .contains(
                                        "retention.ms=600000 (10 min), but recovery may replay 10 min; raise retention.ms above 600000"));
        set(Topic.GRADIENTS, "retention.ms", "600001");
        assertThat(problems()).isEmpty();
        set(Topic.GRADIENTS, "retention.ms", "-1");
        assertThat(problems()).isEmpty();
    }

    @Test
    void the_largest_gradient_must_fit_into_a_rejection() {
        set(Topic.GRADIENTS, "max.message.bytes", "2000000");
        assertThat(problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains("at least 2065536"));
    }

    @Test
    void what_the_cluster_does_not_tell_counts_as_right() {
        settings.values().forEach(Map::clear);
        assertThat(problems()).isEmpty();
        assertThat(topicSettings().warnings()).isEmpty();
        settings.clear();
        assertThat(problems()).isEmpty();
    }

    @Test
    void all_problems_are_listed_at_once() {
        Arrays.stream(Topic.values()).forEach(topic -> set(topic, "message.timestamp.type", "CreateTime"));
        set(Topic.GRADIENTS, "retention.ms", "1");
        assertThat(problems()).hasSize(Topic.values().length + 1);
    }
}
