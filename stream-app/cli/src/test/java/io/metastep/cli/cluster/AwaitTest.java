package io.metastep.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.ExitCode;
import io.metastep.cli.broker.EmbeddedBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AwaitTest {

    private static final String TOPIC = "late";

    private final EmbeddedBroker broker = EmbeddedBroker.start();
    private final Admin admin = ClusterSettings.plain(broker.bootstrapServers()).admin();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() {
        admin.close();
        broker.close();
    }

    @Test
    void aQuestionAboutATopicIsRepeatedUntilItIsThere() {
        Map<String, TopicDescription> answer = Await.patiently("describe it", () -> {
            if (asked.get() == 2) {
                Await.result(admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(2), Optional.empty())))
                        .all());
            }
            return describe();
        });
        assertThat(answer).containsOnlyKeys(TOPIC);
        assertThat(asked.get()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void patienceEndsWithWhatWasAskedAndWhatTheAnswerWas() {
        assertThatThrownBy(() -> Await.patiently("describe it", this::describe, Duration.ofMillis(100)))
                .isInstanceOfSatisfying(
                        CommandFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILURE))
                .hasMessageContaining("Could not describe it within")
                .hasMessageContaining("This server does not host this topic-partition");
        assertThat(asked.get()).isPositive();
    }

    private Map<String, TopicDescription> describe() {
        asked.incrementAndGet();
        return Await.orCause(admin.describeTopics(List.of(TOPIC)).allTopicNames());
    }
}
