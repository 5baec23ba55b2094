package io.metastep.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTest {
    @Test
    void namesStartWithThePrefixAndEndWithTheVersion() {
        assertThat(Topics.standard().gradients()).isEqualTo("metastep.gradients.v1");
        assertThat(new Topics("team.a").names())
                .containsExactly(
                        "team.a.gradients.v1",
                        "team.a.losses.v1",
                        "team.a.updates.v1",
                        "team.a.trajectories.v1",
                        "team.a.comparisons.v1",
                        "team.a.optimizers.v1",
                        "team.a.learner.v1",
                        "team.a.activity.v1",
                        "team.a.status.v1",
                        "team.a.rejected.v1");
    }

    @Test
    void aRejectionOfTheLargestGradientFits() {
        assertThat(Topic.REJECTED.maxMessageBytes()).isEqualTo(Topic.GRADIENTS.maxMessageBytes() + 65_536);
    }

    @Test
    void allRecordsCarryTheBrokersTime() {
        assertThat(Topic.values()).allSatisfy(topic -> assertThat(topic.configs())
                .containsEntry("message.timestamp.type", "LogAppendTime"));
    }

    @Test
    void whatJobsWriteIsMeasuredUncompressed() {
        assertThat(Arrays.stream(Topic.values())
                        .filter(topic -> "uncompressed".equals(topic.configs().get("compression.type"))))
                .containsExactly(Topic.GRADIENTS, Topic.LOSSES);
    }

    @Test
    void onlyOptimizersTheirLearnersAndStatusAreKeptByTheirKeys() {
        assertThat(Arrays.stream(Topic.values()).filter(topic -> topic.configs()
                        .getOrDefault("cleanup.policy", "")
                        .contains("compact")))
                .containsExactly(Topic.OPTIMIZERS, Topic.LEARNER, Topic.STATUS);
        assertThat(Topic.STATUS.configs()).containsEntry("cleanup.policy", "compact,delete");
    }

    @Test
    void whatIsReplacedEverySecondIsCompactedOrDeletedSoon() {
        assertThat(Topic.LEARNER.configs()).containsEntry("segment.bytes", "16777216");
        assertThat(Topic.ACTIVITY.configs()).containsEntry("segment.bytes", "16777216");
        assertThat(Topic.STATUS.configs()).containsEntry("segment.bytes", "4194304");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", ".a", "a/b"})
    void prefixesThatMakeNoTopicNameAreRefused(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Topics(prefix));
    }
}
