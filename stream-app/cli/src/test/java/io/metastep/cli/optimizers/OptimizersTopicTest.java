package io.metastep.cli.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.optimizer.OptimizerFile;
import io.metastep.schemas.OptimizerRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class OptimizersTopicTest {

    private static final Instant TIME = Instant.parse("2026-03-04T05:06:07Z");

    private final Map<String, ConsumerRecord<byte[], byte[]>> records = new TreeMap<>();

    @Test
    void versionsAndTheChannelsThatNameThemAreFound() {
        OptimizerFile first = Samples.lstm("mine", 1);
        OptimizerFile second = Samples.lstm("mine", 2);
        put("mine@1", Samples.record(first));
        put("mine@2", Samples.record(second));
        put("mine#stable", Samples.record("mine#stable", 1));
        put("mine#canary", Samples.record("mine#canary", 2));
        OptimizersTopic topic = new OptimizersTopic(records);
        assertThat(topic.unusable()).isEmpty();
        assertThat(topic.versions()).extracting(OptimizersTopic.Version::file).containsExactly(first, second);
        assertThat(topic.channelsOf("mine@2")).singleElement().satisfies(channel -> {
            assertThat(channel.name().channel()).isEqualTo("canary");
            assertThat(channel.reason()).isEqualTo("better in a trial");
            assertThat(channel.moved()).isEqualTo(TIME);
        });
        assertThat(find(topic, "mine#canary")).contains(second);
        assertThat(find(topic, "mine@1")).contains(first);
        assertThat(find(topic, "mine")).contains(first);
        assertThat(find(topic, "mine#latest")).isEmpty();
        assertThat(find(topic, "mine@3")).isEmpty();
    }

    @Test
    void aRecordThatCannotBeUsedIsToldAndHidesNoOther() {
        byte[] good = Samples.record(Samples.lstm("mine", 1));
        put("mine@1", good);
        put("mine@2", good);
        put("mine@3", Arrays.copyOf(good, good.length / 2));
        put("mine@4", new byte[] {1, 2, 3});
        put("mine#stable", Samples.record("other#stable", 1));
        put("mine#canary", Samples.record("mine#canary", 9));
        put("mine", good);
        put("Not A Key", good);
        put("", good);
        OptimizersTopic topic = new OptimizersTopic(records);
        assertThat(topic.versions()).hasSize(1);
        assertThat(topic.unusable())
                .hasSize(8)
                .anyMatch(problem -> problem.contains("mine@2 cannot be used: its record holds mine@1"))
                .anyMatch(problem -> problem.startsWith("mine@3 cannot be used: "))
                .anyMatch(problem -> problem.startsWith("mine@4 cannot be used: "))
                .anyMatch(problem -> problem.contains("mine#stable cannot be used: its record is of the family other"))
                .anyMatch(problem -> problem.contains("mine#canary names mine@9, which is not there"))
                .anyMatch(problem -> problem.contains("mine cannot be used: the key of a record is FAMILY@VERSION"))
                .anyMatch(problem -> problem.startsWith("Not A Key cannot be used"))
                .anyMatch(problem -> problem.startsWith("a record without a key cannot be used"));
    }

    @Test
    void whatIsNotOnTheClusterSaysWhatIs() {
        put("mine@1", Samples.record(Samples.lstm("mine", 1)));
        put("mine#stable", Samples.record("mine#stable", 1));
        Optional<OptimizersTopic> topic = Optional.of(new OptimizersTopic(records));
        assertThatThrownBy(() -> Found.of("universal@1", topic))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no 'universal@1' on the cluster; there are mine@1, mine#stable");
        assertThatThrownBy(() -> Found.of("./mine.optimizer", topic)).hasMessageContaining("names no optimizer");
    }

    @Test
    void whatIsShippedAndOnTheClusterIsListedOnceUnlessTheTwoDiffer() {
        OptimizerFile shipped = Found.all(Optional.empty()).get(0).file();
        put(shipped.reference(), Samples.record(shipped));
        assertThat(Found.all(Optional.of(new OptimizersTopic(records))))
                .first()
                .satisfies(found -> assertThat(found.places()).containsExactly(Found.SHIPPED, Found.CLUSTER));
        put(shipped.reference(), Samples.record(Samples.lstm(shipped.family(), shipped.version())));
        assertThat(Found.all(Optional.of(new OptimizersTopic(records))))
                .filteredOn(found -> found.file().reference().equals(shipped.reference()))
                .hasSize(2);
    }

    private static Optional<OptimizerFile> find(OptimizersTopic topic, String reference) {
        return topic.find(OptimizerRef.of(reference)).map(OptimizersTopic.Version::file);
    }

    private void put(String key, byte[] value) {
        records.put(
                key,
                new ConsumerRecord<>(
                        "optimizers",
                        0,
                        records.size(),
                        TIME.toEpochMilli(),
                        TimestampType.LOG_APPEND_TIME,
                        key.length(),
                        value.length,
                        key.getBytes(StandardCharsets.UTF_8),
                        value,
                        new RecordHeaders(),
                        Optional.empty()));
    }
}
